/** What must stay text, wherever it stands. */
export const trick = '<script>alert(1)</script><img src=x onerror=alert(2)> [click](javascript:alert(3))';
