# shellcheck shell=bash
# For the other scripts: asks the API. API_URL and API_KEY say where and with which key.
# 供其他脚本使用：调用 API。API_URL 和 API_KEY 指定地址和密钥。
set -euo pipefail

# api METHOD PATH [OPTION OF CURL…]: prints the answer, also that of a refusal, which then ends the script.
# 打印应答；请求被拒绝时同样打印应答，随后结束脚本。
api() {
  local method=$1 path=$2
  shift 2
  curl -sS --fail-with-body -X "$method" "${API_URL:-http://localhost:8000}$path" \
    -H 'Content-Type: application/json; charset=utf-8' ${API_KEY:+-H "Authorization: Bearer $API_KEY"} "$@"
}
