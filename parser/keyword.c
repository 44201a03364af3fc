#include "parser/keyword.h"

#include <stddef.h>
#include <string.h>

const char *const intent_names[INTENTS] = {
    [INTENT_UNKNOWN] = "UNKNOWN",   [INTENT_IGNORE] = "IGNORE", [INTENT_SYARAT] = "SYARAT", [INTENT_BIAYA] = "BIAYA",
    [INTENT_LAMA] = "LAMA",         [INTENT_PROSEDUR] = "PROSEDUR", [INTENT_DASAR] = "DASAR", [INTENT_LAPOR] = "LAPOR",
    [INTENT_CEK] = "CEK",           [INTENT_MENU] = "MENU",
};

static const struct {
    const char *word;
    enum intent intent;
} keywords[] = {
    {"syarat", INTENT_SYARAT},     {"persyaratan", INTENT_SYARAT},
    {"biaya", INTENT_BIAYA},       {"tarif", INTENT_BIAYA},
    {"lama", INTENT_LAMA},         {"waktu", INTENT_LAMA},
    {"prosedur", INTENT_PROSEDUR}, {"alur", INTENT_PROSEDUR}, {"cara", INTENT_PROSEDUR},
    {"dasar", INTENT_DASAR},
    {"lapor", INTENT_LAPOR},       {"adu", INTENT_LAPOR},     {"aduan", INTENT_LAPOR},
    {"cek", INTENT_CEK},
    {"menu", INTENT_MENU},         {"info", INTENT_MENU},     {"bantuan", INTENT_MENU},
};

enum intent intent_of_name(const char *name)
{
    for (int i = 0; i < INTENTS; i++)
        if (strcmp(intent_names[i], name) == 0)
            return (enum intent)i;
    return INTENT_UNKNOWN;
}

enum intent keyword_find(const char *folded)
{
    for (size_t i = 0; i < sizeof keywords / sizeof keywords[0]; i++)
        if (strcmp(keywords[i].word, folded) == 0)
            return keywords[i].intent;
    return INTENT_UNKNOWN;
}
