/* Lexicon: the file of the language is checked as a whole, and keeps words apart that look alike.
 */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "config/lexicon.h"
#include "gateway/words.h"
#include "parser/reading.h"
#include "tests/support/fixture.h"

#include <cmocka.h>

static const char *visit(void *context, const char *section, const char *key, const char *phrase)
{
    char *seen = context;

    sprintf(seen + strlen(seen), "%s.%s=%s;", section, key, phrase);
    return strcmp(phrase, "bad") == 0 ? "is bad" : NULL;
}

static void each_phrase_is_visited_in_order_without_spaces_around_it(void **state)
{
    char seen[256] = "";
    struct problems problems = {0};
    const char *path = temp_path("lexicon.conf");
    (void)state;
    temp_write(path, "words = { syarat = \"srat,  syrt \" \", sarat\"; };\nmarks = { help = \"mau "
                     "tanya\"; };\n");

    assert_int_equal(lexicon_load(path, visit, seen, &problems), 0);

    assert_string_equal(
        seen, "words.syarat=srat;words.syarat=syrt;words.syarat=sarat;marks.help=mau tanya;");
}

static void every_mistake_is_told_with_its_line(void **state)
{
    char seen[256] = "";
    struct problems problems = {0};
    const char *path = temp_path("lexicon.conf");
    (void)state;
    temp_write(path, "words = {\n  a = \"bad\";\n  b = 3;\n};\nhello = \"x\";\n");

    assert_int_equal(lexicon_load(path, visit, seen, &problems), -EINVAL);

    assert_int_equal(problems.count, 3);
    assert_non_null(strstr(problems.text, ":2: a: \"bad\" is bad"));
    assert_non_null(strstr(problems.text, ":3: b: must be text"));
    assert_non_null(strstr(problems.text, ":5: hello: must be a section"));
    problems_clear(&problems);
}

static void a_file_that_is_not_there_is_a_problem(void **state)
{
    char seen[8] = "";
    struct problems problems = {0};
    (void)state;

    assert_int_equal(lexicon_load("/nowhere/lexicon.conf", visit, seen, &problems), -EINVAL);
    assert_int_equal(problems.count, 1);
    problems_clear(&problems);
}

static void the_lexicon_that_is_shipped_has_no_mistake(void **state)
{
    struct fixture *f = *state;
    struct problems problems = {0};

    if (words_check(&f->config, &problems) < 0)
        fail_msg("%s", problems.text);
}

static void a_lexicon_in_the_folder_of_texts_is_used_instead(void **state)
{
    struct fixture *f = *state;
    struct config config = f->config;
    struct problems problems = {0};
    char *path = strdup(temp_path("lexicon.id.conf"));
    temp_write(path, "topics = { SYARATT = \"apa\"; };\n");
    snprintf(config.texts, sizeof config.texts, "%.*s", (int)(strrchr(path, '/') - path), path);

    assert_int_equal(words_check(&config, &problems), -EINVAL);

    assert_non_null(strstr(problems.text, "no intent"));
    problems_clear(&problems);
    remove(path);
    free(path);
}

static int word_of(void **state, const char *token)
{
    struct fixture *f = *state;
    enum how how;

    return reading_word(vocabulary_words(f->vocabulary), token, &how);
}

static void words_that_look_alike_are_kept_apart(void **state)
{
    static const char *const pairs[][2] = {
        {"tidak", "tindak"},
        {"jalan", "jualan"},
        {"bantuan", "bangunan"},
        {"bantuan", "bantaran"},
        {"biaya", "biasa"},
        {"biaya", "bayi"},
        {"berapa", "berupa"},
        {"berapa", "beras"},
        {"cerai", "cara"},
        {"cerai", "cair"},
        {"cerai", "cari"},
        {"ktp", "kip"},
        {"ktp", "kpp"},
        {"kk", "kks"},
        {"kia", "kis"},
        {"lapor", "lampu"},
        {"laporan", "lamaran"},
        {"laporan", "lampiran"},
        {"laporan", "lahiran"},
        {"pengaduan", "pengadilan"},
        {"pengaduan", "pengadaan"},
        {"pengaduan", "pengajian"},
        {"pindah", "pisah"},
        {"pindah", "pintar"},
        {"kelahiran", "kelurahan"},
        {"kematian", "kemarin"},
        {"kuning", "kering"},
        {"kuning", "kucing"},
        {"keluarga", "keluarnya"},
        {"keterangan", "kekurangan"},
        {"keterangan", "kewenangan"},
        {"surat", "surut"},
        {"surat", "serta"},
        {"selesai", "selasa"},
        {"selesai", "solusi"},
        {"selesai", "seleksi"},
        {"sekolah", "sebelah"},
        {"sampah", "sampai"},
        {"sampah", "sawah"},
        {"proses", "proyek"},
        {"proses", "protes"},
        {"ijin", "iin"},
        {"hilang", "hutang"},
        {"rusak", "resiko"},
        {"pengantar", "pengantin"},
        {"pengurusan", "pengurukan"},
        {"pembuatan", "perbuatan"},
        {"mengurus", "menyuruh"},
        {"lama", "lima"},
        {"lama", "laman"},
        {"usaha", "usah"},
    };

    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
        if (word_of(state, pairs[i][0]) == word_of(state, pairs[i][1]))
            fail_msg("%s and %s are one word", pairs[i][0], pairs[i][1]);
}

static void misspellings_that_were_seen_are_found(void **state)
{
    static const char *const pairs[][2] = {
        {"syarat", "sarat"},
        {"persyaratan", "persyratan"},
        {"persyaratan", "persyatan"},
        {"persyaratan", "perssyaratan"},
        {"biaya", "biyaya"},
        {"prosedur", "prosesur"},
        {"berapa", "brp"},
        {"bagaimana", "bgmn"},
        {"bagaimana", "bagiamana"},
        {"lama", "lamaa"},
        {"hilang", "hilng"},
        {"rusak", "rusah"},
        {"akta", "akte"},
        {"kelahiran", "kelahirah"},
        {"kematian", "kematihan"},
        {"kartu", "krtu"},
        {"keluarga", "klrga"},
        {"keterangan", "ktrngan"},
        {"tidak", "tdk"},
        {"mampu", "mmpu"},
        {"domisili", "domisli"},
        {"pengantar", "pengantat"},
        {"sertifikat", "sertipikat"},
        {"paspor", "passport"},
        {"bansos", "bensos"},
        {"bpjs", "bpks"},
        {"izin", "ijin"},
        {"laporan", "lporan"},
        {"lapor", "laporr"},
        {"puskesmas", "pukesmas"},
        {"selesai", "slsai"},
        {"mohon", "mohin"},
        {"ktp", "kpt"},
        {"jalan", "jln"},
        {"kelurahan", "keluarahan"},
        {"gratis", "grtis"},
        {"mengurus", "mngurus"},
    };

    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        int word = word_of(state, pairs[i][0]);
        if (word == WORD_NONE || word_of(state, pairs[i][1]) != word)
            fail_msg("%s is not read as %s", pairs[i][1], pairs[i][0]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_phrase_is_visited_in_order_without_spaces_around_it),
        cmocka_unit_test(every_mistake_is_told_with_its_line),
        cmocka_unit_test(a_file_that_is_not_there_is_a_problem),
        cmocka_unit_test(the_lexicon_that_is_shipped_has_no_mistake),
        cmocka_unit_test(a_lexicon_in_the_folder_of_texts_is_used_instead),
        cmocka_unit_test(words_that_look_alike_are_kept_apart),
        cmocka_unit_test(misspellings_that_were_seen_are_found),
    };

    return cmocka_run_group_tests(tests, fixture_setup, fixture_teardown);
}
