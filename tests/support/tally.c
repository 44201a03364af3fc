#include "tests/support/tally.h"

#include <stdio.h>
#include <string.h>

/* The answers before it are older than its crash, for the phone takes what it was told before it
 * greets whoever is new. */
static void note_ready(struct tally *tally)
{
    if (tally->crashed && tally->crashes < TALLY_CRASHES_MAX)
        tally->crashes++;
    tally->crashed = tally->killed = false;
}

/* The oldest crash that will do: a newer one may still be needed by another answer. */
static bool is_excused(struct tally *tally, int villager)
{
    for (int crash = tally->crashes_then[villager]; crash < tally->crashes; crash++) {
        if (tally->used[crash])
            continue;
        tally->used[crash] = true;
        return true;
    }
    return false;
}

static void note_answer(struct tally *tally, const char *fields)
{
    const char *text = strstr(fields, "diterima. No ");
    char number[16];
    int villager;

    if (sscanf(fields, "+62813%8d", &villager) != 1 || villager < 0 ||
        villager >= TALLY_VILLAGERS_MAX)
        return;
    if (tally->heard[villager]++ > 0) {
        tally->repeated++;
        tally->unexcused += !is_excused(tally, villager);
    }
    tally->crashes_then[villager] = tally->crashes;
    if (!text || sscanf(text, "diterima. No %15[0-9]", number) != 1)
        return;
    if (tally->tickets[villager][0] && strcmp(tally->tickets[villager], number) != 0)
        tally->tickets_twice++;
    strcpy(tally->tickets[villager], number);
}

static void note_gone(struct tally *tally, const char *reason)
{
    /* A process that was killed and one that was asked to stop end alike. */
    if (strncmp(reason, "it has ended", 12) == 0)
        tally->crashed |= tally->killed;
    else
        tally->crashed = true;
}

void tally_line(struct tally *tally, const char *line)
{
    const char *fields = strchr(line, '\t'), *gone = strstr(line, "uji: gone: ");

    if (fields && strncmp(fields, "\tsent\t", 6) == 0)
        note_answer(tally, fields + 6);
    else if (gone)
        note_gone(tally, gone + 11);
    else if (strstr(line, "uji: ready"))
        note_ready(tally);
    else if (strstr(line, TALLY_SAMPAND_KILLED))
        tally->crashed = true;
    else if (strstr(line, TALLY_MODEM_KILLED))
        tally->killed = true;
    else if (strstr(line, ": gone: it has ended"))
        tally->killed = false; /* it was the other one */
}
