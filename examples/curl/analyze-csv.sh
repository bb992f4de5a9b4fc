#!/usr/bin/env bash
# Analyses a CSV file in UTF-8. analyze-csv.sh [FILE] [QUESTION]
# 分析 UTF-8 编码的 CSV 文件。analyze-csv.sh [文件] [问题]
. "$(dirname "$0")/call-api.sh"

file=${1:-$(dirname "$0")/../sales.csv}
question=${2:-各月销售额的趋势如何？}
# By standard input, for a large file is too long for a command. 经标准输入发送：大文件放不进命令行。
# More than 100,000 characters become a task. 超过 10 万字符时会成为任务。
jq -Rs --arg question "$question" '{data: ., $question, analysis_type: "trend"}' "$file" |
  api POST /analysis -d @- | jq -r '.answer // .'
