/* Catalogue: what is written is read back, aliases have one owner, and lists are taken apart. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "db/catalogue.h"
#include "tests/support/fixture.h"

#include <cmocka.h>

static struct db *db;
static char culprit[CATALOGUE_NAME_SIZE];

static const struct catalogue_unit dukcapil = {
    .code = "DUKCAPIL", .name = "Disdukcapil", .aliases = "capil|catatan sipil"};
static const struct catalogue_unit polres = {
    .code = "POLRES", .name = "Polres", .aliases = "polisi"};

static struct catalogue_service service(const char *code, const char *aliases)
{
    struct catalogue_service ret = {.name = "A name", .unit = "DUKCAPIL", .source = "perda"};

    snprintf(ret.code, sizeof ret.code, "%s", code);
    snprintf(ret.aliases, sizeof ret.aliases, "%s", aliases);
    return ret;
}

static int setup(void **state)
{
    struct catalogue_service hilang = service("KTP-HILANG", "ktp ilang|kehilangan ktp");
    struct catalogue_service baru = service("KTP-BARU", "bikin ktp");
    (void)state;

    db = fixture_db();
    strcpy(hilang.component[COMPONENT_PERSYARATAN], "surat kehilangan");
    strcpy(hilang.component[COMPONENT_EVALUASI], "setiap tahun");
    assert_int_equal(catalogue_put_unit(db, &dukcapil, culprit), 0);
    assert_int_equal(catalogue_put_unit(db, &polres, culprit), 0);
    assert_int_equal(catalogue_put_service(db, &hilang, culprit), 0);
    assert_int_equal(catalogue_put_service(db, &baru, culprit), 0);
    culprit[0] = '\0';
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    db_close(db);
    return 0;
}
#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

static void a_unit_is_read_back_with_its_aliases(void **state)
{
    struct catalogue_unit unit;
    (void)state;

    assert_int_equal(catalogue_unit(db, "DUKCAPIL", &unit), 1);
    assert_string_equal(unit.name, "Disdukcapil");
    assert_string_equal(unit.aliases, "capil|catatan sipil");
    assert_int_equal(catalogue_unit(db, "dukcapil", &unit), 0);
}

static void a_service_is_read_back_with_its_unit_aliases_and_components(void **state)
{
    struct catalogue_service read;
    (void)state;

    assert_int_equal(catalogue_service(db, "KTP-HILANG", &read), 1);
    assert_string_equal(read.name, "A name");
    assert_string_equal(read.unit, "DUKCAPIL");
    assert_string_equal(read.unit_name, "Disdukcapil");
    assert_string_equal(read.source, "perda");
    assert_string_equal(read.aliases, "ktp ilang|kehilangan ktp");
    assert_string_equal(read.component[COMPONENT_PERSYARATAN], "surat kehilangan");
    assert_string_equal(read.component[COMPONENT_EVALUASI], "setiap tahun");
    assert_string_equal(read.component[COMPONENT_BIAYA], "");
    assert_int_equal(catalogue_service(db, "KTP", &read), 0);
}

static void every_component_has_a_place_of_its_own(void **state)
{
    struct catalogue_service all = service("ALL", ""), read;
    (void)state;
    for (int i = 0; i < COMPONENTS; i++)
        snprintf(all.component[i], sizeof all.component[i], "text of %s", component_names[i]);

    assert_int_equal(catalogue_put_service(db, &all, culprit), 0);

    assert_int_equal(catalogue_service(db, "ALL", &read), 1);
    for (int i = 0; i < COMPONENTS; i++)
        assert_string_equal(read.component[i], all.component[i]);
}

static void a_service_that_is_written_again_is_replaced(void **state)
{
    struct catalogue_service again = service("KTP-HILANG", "ktp lenyap"), read;
    (void)state;
    strcpy(again.unit, "POLRES");
    strcpy(again.component[COMPONENT_BIAYA], "gratis");

    assert_int_equal(catalogue_put_service(db, &again, culprit), 0);

    assert_int_equal(catalogue_service(db, "KTP-HILANG", &read), 1);
    assert_string_equal(read.unit, "POLRES");
    assert_string_equal(read.aliases, "ktp lenyap");
    assert_string_equal(read.component[COMPONENT_PERSYARATAN], "");
    assert_string_equal(read.component[COMPONENT_BIAYA], "gratis");
}

static void a_service_of_an_unknown_unit_is_refused(void **state)
{
    struct catalogue_service lost = service("LOST", "");
    (void)state;
    strcpy(lost.unit, "NOWHERE");

    assert_int_equal(catalogue_put_service(db, &lost, culprit), -ENOENT);

    assert_string_equal(culprit, "NOWHERE");
    assert_int_equal(catalogue_service(db, "LOST", &lost), 0);
}

static void an_alias_belongs_to_one_service_or_group(void **state)
{
    struct catalogue_service thief = service("THIEF", "bikin ktp");
    struct catalogue_group group = {"KTP", "KTP", "kehilangan ktp", "KTP-BARU", "Yang mana?"};
    char owner[CATALOGUE_CODE_SIZE];
    (void)state;

    assert_int_equal(catalogue_put_service(db, &thief, culprit), -EEXIST);
    assert_string_equal(culprit, "bikin ktp");
    assert_int_equal(catalogue_put_group(db, &group, culprit), -EEXIST);
    assert_string_equal(culprit, "kehilangan ktp");

    assert_int_equal(catalogue_alias_owner(db, "bikin ktp", false, owner), 1);
    assert_string_equal(owner, "KTP-BARU");
    assert_int_equal(catalogue_alias_owner(db, "bikin ktp", true, owner), 0);
}

static void a_unit_and_a_service_may_be_called_the_same(void **state)
{
    struct catalogue_service called = service("CALLED", "capil");
    char owner[CATALOGUE_CODE_SIZE];
    (void)state;

    assert_int_equal(catalogue_put_service(db, &called, culprit), 0);

    assert_int_equal(catalogue_alias_owner(db, "capil", true, owner), 1);
    assert_string_equal(owner, "DUKCAPIL");
    assert_int_equal(catalogue_alias_owner(db, "capil", false, owner), 1);
    assert_string_equal(owner, "CALLED");
}

static void an_alias_that_is_dropped_may_be_taken(void **state)
{
    struct catalogue_service heir = service("HEIR", "bikin ktp");
    (void)state;

    assert_int_equal(catalogue_drop_aliases(db, CATALOGUE_SERVICE, "KTP-BARU"), 0);
    assert_int_equal(catalogue_drop_aliases(db, CATALOGUE_SERVICE, "NOTHING"), 0);

    assert_int_equal(catalogue_put_service(db, &heir, culprit), 0);
}

static void a_group_keeps_the_order_of_its_members(void **state)
{
    struct catalogue_group group = {"KTP", "KTP-el", "ktp|e ktp", "KTP-HILANG | KTP-BARU",
                                    "Yang mana?"},
                           read;
    (void)state;

    assert_int_equal(catalogue_put_group(db, &group, culprit), 0);

    assert_int_equal(catalogue_group(db, "KTP", &read), 1);
    assert_string_equal(read.members, "KTP-HILANG|KTP-BARU");
    assert_string_equal(read.aliases, "ktp|e ktp");
    assert_string_equal(read.question, "Yang mana?");

    strcpy(group.members, "KTP-BARU");
    assert_int_equal(catalogue_put_group(db, &group, culprit), 0);
    assert_int_equal(catalogue_group(db, "KTP", &read), 1);
    assert_string_equal(read.members, "KTP-BARU");
}

static void a_group_with_an_unknown_member_is_refused(void **state)
{
    struct catalogue_group group = {"KTP", "KTP", "", "KTP-BARU|KTP-RUSAK", "Yang mana?"};
    (void)state;

    assert_int_equal(catalogue_put_group(db, &group, culprit), -ENOENT);

    assert_string_equal(culprit, "KTP-RUSAK");
}

static int note_code(const void *row, void *context)
{
    const struct catalogue_service *read = row;

    strcat(
        strcat(strcat(context, read->code), read->component[COMPONENT_PERSYARATAN][0] ? "! " : " "),
        read->aliases);
    return 0;
}

static int note_alias(const void *row, void *context)
{
    static const char *const kinds[] = {
        [CATALOGUE_UNIT] = "unit", [CATALOGUE_SERVICE] = "service", [CATALOGUE_GROUP] = "group"};
    const struct catalogue_alias *alias = row;
    size_t length = strlen(context);

    snprintf((char *)context + length, 512 - length, "%s=%s %s\n", alias->word, kinds[alias->kind],
             alias->code);
    return 0;
}

static void services_are_listed_whole_and_in_the_order_of_the_catalogue(void **state)
{
    char codes[512] = "";
    (void)state;

    assert_int_equal(catalogue_services(db, note_code, codes), 2);

    assert_string_equal(codes, "KTP-HILANG! ktp ilang|kehilangan ktpKTP-BARU bikin ktp");
}

static void aliases_are_listed_with_what_they_stand_for(void **state)
{
    struct catalogue_group group = {"KTP", "KTP", "ktp", "KTP-BARU", "Yang mana?"};
    char aliases[512] = "";
    (void)state;
    catalogue_put_group(db, &group, culprit);

    assert_int_equal(catalogue_aliases(db, note_alias, aliases), 7);

    assert_string_equal(aliases,
                        "capil=unit DUKCAPIL\ncatatan sipil=unit DUKCAPIL\npolisi=unit POLRES\n"
                        "ktp ilang=service KTP-HILANG\nkehilangan ktp=service KTP-HILANG\n"
                        "bikin ktp=service KTP-BARU\nktp=group KTP\n");
}

static void a_change_raises_the_version(void **state)
{
    int64_t before = catalogue_version(db);
    (void)state;

    assert_int_equal(catalogue_changed(db), 0);

    assert_int_equal(catalogue_version(db), before + 1);
}

static void a_list_is_taken_apart_without_spaces_and_empty_items(void **state)
{
    const char *list = " e ktp | |ktp el||  x ";
    char item[8];
    (void)state;

    assert_true(catalogue_list_next(&list, item, sizeof item));
    assert_string_equal(item, "e ktp");
    assert_true(catalogue_list_next(&list, item, sizeof item));
    assert_string_equal(item, "ktp el");
    assert_true(catalogue_list_next(&list, item, sizeof item));
    assert_string_equal(item, "x");
    assert_false(catalogue_list_next(&list, item, sizeof item));
    list = "";
    assert_false(catalogue_list_next(&list, item, sizeof item));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_unit_is_read_back_with_its_aliases),
        TEST(a_service_is_read_back_with_its_unit_aliases_and_components),
        TEST(every_component_has_a_place_of_its_own),
        TEST(a_service_that_is_written_again_is_replaced),
        TEST(a_service_of_an_unknown_unit_is_refused),
        TEST(an_alias_belongs_to_one_service_or_group),
        TEST(a_unit_and_a_service_may_be_called_the_same),
        TEST(an_alias_that_is_dropped_may_be_taken),
        TEST(a_group_keeps_the_order_of_its_members),
        TEST(a_group_with_an_unknown_member_is_refused),
        TEST(services_are_listed_whole_and_in_the_order_of_the_catalogue),
        TEST(aliases_are_listed_with_what_they_stand_for),
        TEST(a_change_raises_the_version),
        TEST(a_list_is_taken_apart_without_spaces_and_empty_items),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
