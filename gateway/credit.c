#include "gateway/credit.h"

#include <ctype.h>
#include <errno.h>
#include <regex.h>

#define GROUPS_MAX 10
#define DIGITS_MAX 12

int credit_read(const char *pattern, const char *answer, int64_t *ret)
{
    regmatch_t groups[GROUPS_MAX];
    regex_t compiled;
    int64_t rupiah = 0;
    int digits = 0, last = 0, rc;

    if (regcomp(&compiled, pattern, REG_EXTENDED) != 0)
        return -EINVAL;
    rc = regexec(&compiled, answer, GROUPS_MAX, groups, 0);
    regfree(&compiled);
    if (rc != 0)
        return -ENOENT;
    for (int i = 1; i < GROUPS_MAX; i++)
        if (groups[i].rm_so >= 0)
            last = i;
    for (regoff_t i = groups[last].rm_so; i < groups[last].rm_eo; i++)
        if (isdigit((unsigned char)answer[i]) && digits++ < DIGITS_MAX)
            rupiah = rupiah * 10 + (answer[i] - '0');
    if (digits == 0 || digits > DIGITS_MAX)
        return -ENOENT;
    *ret = rupiah;
    return 0;
}
