#!/usr/bin/env bash
# Adds documents to the knowledge base, searches it, and deletes one of them.
# 向知识库添加文档、搜索，再删除其中一篇。
. "$(dirname "$0")/call-api.sh"

added=$(api POST /documents -d '[
  {"title":"值班制度","content":"夜班医生每班最多连续工作十二小时，交接班须当面完成。"},
  {"title":"On-call rules","content":"The doctor on call must answer within ten minutes."}
]')
jq . <<<"$added"

# curl encodes the words itself. 由 curl 对词语编码。
api GET /search -G --data-urlencode 'q=夜班 交接' --data-urlencode 'limit=3' | jq '.results[] | {title, passage, score}'

api DELETE "/documents/$(jq -r '.documents[1].document_id' <<<"$added")"
