#!/usr/bin/env bash
# Says something to a model, and goes on with the conversation, streamed this time.
# 与模型对话一次，再以流式方式继续同一会话。
. "$(dirname "$0")/call-api.sh"

answer=$(api POST /chat -d '{"message":"人工智能怎样帮助医生？"}')
jq -r .reply <<<"$answer"

body=$(jq '{session_id, message: "请用一句话总结。", stream: true}' <<<"$answer")
api POST /chat -N -d "$body" |
  jq -Rrj --unbuffered 'select(startswith("data: ")) | .[6:] | fromjson | .text // empty'
echo
