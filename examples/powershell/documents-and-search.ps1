# Adds documents to the knowledge base, searches it, and deletes one of them.
# 向知识库添加文档、搜索，再删除其中一篇。
. "$PSScriptRoot/call-api.ps1"

$added = Invoke-Api POST '/documents' @(
  @{ title = '值班制度'; content = '夜班医生每班最多连续工作十二小时，交接班须当面完成。' }
  @{ title = 'On-call rules'; content = 'The doctor on call must answer within ten minutes.' }
)
$added.documents | Format-Table 'document_id', 'title'

# Words in an address are percent-encoded. 地址中的词语要做百分号编码。
$words = [Uri]::EscapeDataString('夜班 交接')
(Invoke-Api GET "/search?q=$words&limit=3").results | Format-List 'title', 'passage', 'score'

Invoke-Api DELETE "/documents/$($added.documents[1].document_id)" | Out-Null
