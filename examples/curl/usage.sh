#!/usr/bin/env bash
# What calls of models cost, by day and by model.
# 模型调用的用量和费用，按天和按模型统计。
. "$(dirname "$0")/call-api.sh"

api GET '/usage?group_by=day' | jq '.items[], .total'
api GET '/usage?group_by=model' | jq '.items[]'
