#include "tests/fuzz/words.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

#include "config/lexicon.h"

static const struct {
    const char *code, *words[6];
    bool group;
} subjects[] = {
    {"KTP", {"ktp", "e-ktp", "ktp el"}, true},
    {"KK", {"kk", "kartu keluarga"}, true},
    {"AKTA", {"akta", "akte"}, true},
    {"KAPAL", {"kapal", "perahu", "bodi"}, true},
    {"USAHA", {"usaha", "izin", "ijin"}, true},
    {"KTP-BARU", {"ktp baru", "bikin ktp", "rekam ktp"}, false},
    {"KTP-HILANG", {"ktp hilang", "kehilangan ktp"}, false},
    {"KTP-RUSAK", {"ktp rusak", "ktp patah", "ktp ubah data"}, false},
    {"KK-BARU", {"kk baru", "pisah kk", "bikin kk"}, false},
    {"KK-TAMBAH", {"kk tambah anak", "masuk kk", "ubah kk"}, false},
    {"AKTA-LAHIR", {"akta lahir", "akta kelahiran", "akta anak"}, false},
    {"AKTA-MATI", {"akta kematian", "akta mati"}, false},
    {"PINDAH", {"pindah", "surat pindah", "pindah domisili"}, false},
    {"DATANG", {"pindah datang", "lapor datang"}, false},
    {"SKCK", {"skck", "surat kelakuan baik"}, false},
    {"SURAT-HILANG", {"surat kehilangan", "lapor hilang polisi"}, false},
    {"SIM", {"sim", "sim c", "surat izin mengemudi"}, false},
    {"SKTM", {"sktm", "surat miskin", "surat tidak mampu"}, false},
    {"SKU", {"sku", "surat usaha", "keterangan usaha"}, false},
    {"NIB", {"nib", "oss", "izin usaha"}, false},
    {"PBB", {"pbb", "sppt", "pajak tanah"}, false},
    {"NIKAH", {"nikah", "kawin", "nikah kua"}, false},
    {"PASPOR", {"paspor", "passport"}, false},
    {"BANSOS", {"bansos", "pkh", "blt", "bantuan sosial"}, false},
    {"PAS-KECIL", {"pas kecil", "surat perahu"}, false},
};

static const char *visit(void *vocabulary, const char *section, const char *key, const char *phrase)
{
    return vocabulary_add_language(vocabulary, section, key, phrase);
}

static void load_lexicon(struct vocabulary *vocabulary)
{
    const char *root = getenv("SAMPAN_ROOT");
    struct problems problems = {0};
    char path[PATH_MAX];

    snprintf(path, sizeof path, "%s/config/lexicon.id.conf", root ? root : ".");
    if (lexicon_load(path, visit, vocabulary, &problems) < 0) {
        problems_print(&problems, stderr);
        exit(1);
    }
}

/* "izin gudang sagu 17": three words, the second and third of which are shared by some. */
static void add_made_up(struct vocabulary *vocabulary, int number)
{
    static const char *const first[] = {"izin",        "surat",      "kartu",
                                        "rekomendasi", "sertifikat", "tanda"};
    static const char *const syllables[] = {"ba", "ku", "lo",  "mi", "ra", "su",
                                            "te", "wa", "ngo", "pi", "du", "ke"};
    struct subject subject = {.group = false};
    char word[96];

    snprintf(subject.code, sizeof subject.code, "L%d", number);
    for (int alias = 0; alias < 4; alias++) {
        int n = number * 4 + alias;
        snprintf(word, sizeof word, "%s %s%s%s %s%s%s", first[n % 6], syllables[n % 12],
                 syllables[n / 12 % 12], syllables[n / 144 % 12], syllables[n / 7 % 12],
                 syllables[n / 84 % 12], syllables[n % 11]);
        vocabulary_add(vocabulary, word, &subject);
    }
}

struct vocabulary *words_sample(int services)
{
    struct vocabulary *vocabulary;
    struct subject subject = {.group = false};

    if (vocabulary_open(&vocabulary) < 0)
        abort();
    load_lexicon(vocabulary);
    for (size_t i = 0; i < sizeof subjects / sizeof subjects[0]; i++) {
        subject.group = subjects[i].group;
        snprintf(subject.code, sizeof subject.code, "%s", subjects[i].code);
        for (int j = 0; j < 6 && subjects[i].words[j]; j++)
            vocabulary_add(vocabulary, subjects[i].words[j], &subject);
    }
    for (int i = 0; i < services; i++)
        add_made_up(vocabulary, i);
    vocabulary_add_unit(vocabulary, "capil", "DUKCAPIL");
    vocabulary_add_own_number(vocabulary, "+6281200000001");
    return vocabulary;
}
