#!/usr/bin/env bash
# Follows a task's events from the first to the last, as they come. follow-events.sh [TASK_ID]
# 从第一条到最后一条，实时跟踪任务的事件。follow-events.sh [任务 ID]
. "$(dirname "$0")/call-api.sh"

task=${1:-$(api GET '/tasks?limit=1' | jq -r '.items[0].task_id')}
api GET "/tasks/$task/events" -N -H 'Last-Event-ID: 0'
