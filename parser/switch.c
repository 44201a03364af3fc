/* STOP, MULAI, LANJUT and BAHASA: commands only when nothing else is said. "stop pungli di pasar"
 * is a complaint. */
#include <stdio.h>

#include "parser/understanding.h"

bool read_switch(const struct understanding *u, struct request *ret)
{
    unsigned long long places = places_of(u, 1u << PATTERN_QUIET | 1u << PATTERN_COMMAND);

    if (u->command != INTENT_STOP && u->command != INTENT_MULAI && u->command != INTENT_LANJUT)
        return false;
    for (int i = 0; i < u->reading.count; i++)
        if (!(i < 64 && places >> i & 1) && !u->reading.item[i].number &&
            !(u->reading.item[i].roles & (ROLE_FILLER | ROLE_WISH)))
            return false;
    conclude(ret, u->command, match_of(u));
    return true;
}

/* "BAHASA INGGRIS SAJA" names one; "bahasa inggris di sekolah tidak diajarkan" speaks of it. */
#define LANGUAGE_WORDS_MAX 2

bool read_language(const struct understanding *u, struct request *ret)
{
    if (u->command != INTENT_BAHASA ||
        count_content(u, 1ull << u->command_place) > LANGUAGE_WORDS_MAX)
        return false;
    snprintf(ret->text, sizeof ret->text, "%s", rest_after(u, u->command_place));
    conclude(ret, INTENT_BAHASA, match_of(u));
    return true;
}
