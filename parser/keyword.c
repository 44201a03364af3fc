#include "parser/keyword.h"

#include <stddef.h>
#include <string.h>

const char *const intent_names[INTENTS] = {
    [INTENT_UNKNOWN] = "UNKNOWN",
    [INTENT_IGNORE] = "IGNORE",
    [INTENT_SYARAT] = "SYARAT",
    [INTENT_BIAYA] = "BIAYA",
    [INTENT_LAMA] = "LAMA",
    [INTENT_PROSEDUR] = "PROSEDUR",
    [INTENT_DASAR] = "DASAR",
    [INTENT_LAPOR] = "LAPOR",
    [INTENT_CEK] = "CEK",
    [INTENT_STATUS] = "STATUS",
    [INTENT_NILAI] = "NILAI",
    [INTENT_MENU] = "MENU",
    [INTENT_LANJUT] = "LANJUT",
    [INTENT_STOP] = "STOP",
    [INTENT_MULAI] = "MULAI",
    [INTENT_BAHASA] = "BAHASA",
    [INTENT_KABAR] = "KABAR",
    [INTENT_HASIL] = "HASIL",
    [INTENT_TEMPAT] = "TEMPAT",
    [INTENT_SARANA] = "SARANA",
    [INTENT_PETUGAS] = "PETUGAS",
    [INTENT_JUMLAH] = "JUMLAH",
    [INTENT_PENGAWASAN] = "PENGAWASAN",
    [INTENT_SALURAN] = "SALURAN",
    [INTENT_JAMINAN] = "JAMINAN",
    [INTENT_KEAMANAN] = "KEAMANAN",
    [INTENT_EVALUASI] = "EVALUASI",
    [INTENT_USUL] = "USUL",
    [INTENT_TAMBAH] = "TAMBAH",
    [INTENT_TARIK] = "TARIK",
    [INTENT_SKM] = "SKM",
    [INTENT_BANTUAN] = "BANTUAN",
    [INTENT_TUGAS] = "TUGAS",
    [INTENT_BACA] = "BACA",
    [INTENT_JAWAB] = "JAWAB",
    [INTENT_BERKAS] = "BERKAS",
    [INTENT_KINERJA] = "KINERJA",
    [INTENT_SIAR] = "SIAR",
    [INTENT_TERIMA] = "TERIMA",
};

struct keyword {
    const char *word;
    enum intent intent;
};

static const struct keyword keywords[] = {
    {"syarat", INTENT_SYARAT},     {"persyaratan", INTENT_SYARAT},
    {"biaya", INTENT_BIAYA},       {"tarif", INTENT_BIAYA},
    {"lama", INTENT_LAMA},         {"waktu", INTENT_LAMA},
    {"prosedur", INTENT_PROSEDUR}, {"alur", INTENT_PROSEDUR},
    {"cara", INTENT_PROSEDUR},     {"dasar", INTENT_DASAR},
    {"lapor", INTENT_LAPOR},       {"adu", INTENT_LAPOR},
    {"aduan", INTENT_LAPOR},       {"cek", INTENT_CEK},
    {"status", INTENT_STATUS},     {"nilai", INTENT_NILAI},
    {"menu", INTENT_MENU},         {"info", INTENT_MENU},
    {"bantuan", INTENT_MENU},      {"lanjut", INTENT_LANJUT},
    {"stop", INTENT_STOP},         {"berhenti", INTENT_STOP},
    {"mulai", INTENT_MULAI},       {"bahasa", INTENT_BAHASA},
};

static const struct keyword before_names[] = {
    {"hasil", INTENT_HASIL},           {"produk", INTENT_HASIL},       {"tempat", INTENT_TEMPAT},
    {"kantor", INTENT_TEMPAT},         {"sarana", INTENT_SARANA},      {"fasilitas", INTENT_SARANA},
    {"petugas", INTENT_PETUGAS},       {"kompetensi", INTENT_PETUGAS}, {"jumlah", INTENT_JUMLAH},
    {"pengawasan", INTENT_PENGAWASAN}, {"saluran", INTENT_SALURAN},    {"jaminan", INTENT_JAMINAN},
    {"keamanan", INTENT_KEAMANAN},     {"evaluasi", INTENT_EVALUASI},
};

/* What officers do: a slip of the thumb must not do it. */
static const bool changes[INTENTS] = {[INTENT_STATUS] = true,
                                      [INTENT_JAWAB] = true,
                                      [INTENT_BERKAS] = true,
                                      [INTENT_KABAR] = true,
                                      [INTENT_SIAR] = true};

bool intent_changes(enum intent intent)
{
    return changes[intent];
}

#define KEYWORDS (sizeof keywords / sizeof keywords[0])

enum intent intent_of_name(const char *name)
{
    for (int i = 0; i < INTENTS; i++)
        if (strcmp(intent_names[i], name) == 0)
            return (enum intent)i;
    return INTENT_UNKNOWN;
}

static enum intent find(const struct keyword *table, size_t count, const char *folded)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(table[i].word, folded) == 0)
            return table[i].intent;
    return INTENT_UNKNOWN;
}

enum intent keyword_find(const char *folded)
{
    return find(keywords, KEYWORDS, folded);
}

enum intent keyword_before_name(const char *folded)
{
    return find(before_names, sizeof before_names / sizeof before_names[0], folded);
}

const char *keyword_at(size_t i, enum intent *ret)
{
    if (i >= KEYWORDS)
        return NULL;
    *ret = keywords[i].intent;
    return keywords[i].word;
}
