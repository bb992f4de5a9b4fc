#!/usr/bin/env bash
# Asks for research, waits for it, and prints the report with its sources. research-task.sh [QUESTION]
# 提出研究任务，等待完成，打印带来源的报告。research-task.sh [问题]
. "$(dirname "$0")/call-api.sh"

query=${1:-人工智能在医疗领域的应用前景}
body=$(jq -n --arg query "$query" '{$query, agent_type: "research", priority: "high"}')
task=$(api POST /tasks -d "$body" | jq -r .task_id)

while answer=$(api GET "/tasks/$task"); [[ $(jq -r .status <<<"$answer") =~ ^(queued|processing)$ ]]; do
  sleep 1
done

if [ "$(jq -r .status <<<"$answer")" != completed ]; then
  jq '{status, error}' <<<"$answer" >&2
  exit 1
fi
jq -r '.result.report, (.degraded_reason // empty)' <<<"$answer"
