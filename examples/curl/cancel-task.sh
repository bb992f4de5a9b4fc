#!/usr/bin/env bash
# Asks for work and takes it back: a task that has not ended is cancelled, one that has answers 409.
# 提交任务后取消：未结束的任务被取消；已结束的返回 409。
. "$(dirname "$0")/call-api.sh"

task=$(api POST /tasks -d '{"query":"量子计算的发展历史","agent_type":"research"}' | jq -r .task_id)
api POST "/tasks/$task/cancel" | jq '{task_id, status, detail}' ||
  echo 'It had ended already. 任务已经结束。'
