/* Advertising, fraud, one-time codes and operators' notices that come from an ordinary number. */
#include <string.h>

#include "parser/understanding.h"

#define NOISE_MIN    3
#define ASKED        5
#define PHONE_DIGITS 10
#define NIK_DIGITS   16

static int count_digits(const struct understanding *u, size_t from, size_t to)
{
    int count = 0;

    for (int i = 0; i < u->reading.count; i++) {
        size_t length = strlen(u->reading.item[i].text);
        count += u->reading.item[i].number && length >= from && length <= to;
    }
    return count;
}

bool is_noise(const struct understanding *u)
{
    int sure = count_hits(u, PATTERN_SURE), likely = count_hits(u, PATTERN_LIKELY);
    int score = 3 * sure + likely + (u->reading.link || u->reading.code ? 3 : 0) +
                (count_digits(u, PHONE_DIGITS, NIK_DIGITS - 1) > 0);

    /* REG#NIK#KK#, meant for 4444: two numbers that nobody here may see. */
    if (count_digits(u, NIK_DIGITS, NIK_DIGITS) >= 2)
        score += NOISE_MIN;
    /* People ask with the words of advertising, too: "mau beli mobil, syarat sim a apa". */
    if (has_role(u, ROLE_ASKING) && names_service(u) && !u->reading.link && !u->reading.code &&
        count_digits(u, PHONE_DIGITS, NIK_DIGITS - 1) == 0)
        score -= ASKED;
    explain(u, "noise: %d of %d", score, NOISE_MIN);
    /* People complain about swindlers too, and send links to pictures. */
    return score >= NOISE_MIN && (sure > 1 || complaint_score(u) < COMPLAINT_MIN + 2);
}
