/* sampan service check: what the answers cost, and what the texts lack. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gateway/catalogue_check.h"
#include "gateway/cli/service.h"
#include "gateway/program.h"

#define LIST_SIZE 1024
#define FEW       3 /* so many components are named in the table, more are counted */

struct checks {
    struct catalogue_check *check;
    int count;
    bool one; /* a code was given: everything is named */
};

static void append(char ret[LIST_SIZE], const char *between, const char *text)
{
    size_t length = strlen(ret);

    snprintf(ret + length, LIST_SIZE - length, "%s%s", length ? between : "", text);
}

static int count_bits(unsigned bits)
{
    return __builtin_popcount(bits);
}

static const char *name_components(unsigned bits, const char *between, char ret[LIST_SIZE])
{
    ret[0] = '\0';
    for (int i = 0; i < COMPONENTS; i++)
        if (CHECK_HAS(bits, i))
            append(ret, between, component_names[i]);
    return ret;
}

/* "missing 9, not approved 5", or with the names of the components if they are few. */
static void tell_lack(const char *what, unsigned bits, bool all, char ret[LIST_SIZE])
{
    char names[LIST_SIZE], text[LIST_SIZE + 64];

    if (bits == 0)
        return;
    if (all || count_bits(bits) <= FEW)
        snprintf(text, sizeof text, "%s: %s", what, name_components(bits, ", ", names));
    else
        snprintf(text, sizeof text, "%s %d", what, count_bits(bits));
    append(ret, all ? "\n" : ", ", text);
}

static void tell_lacks(const struct catalogue_check *check, bool all, char ret[LIST_SIZE])
{
    ret[0] = '\0';
    tell_lack("missing", check->missing, all, ret);
    tell_lack("without source", check->unsourced, all, ret);
    tell_lack("never checked", check->unchecked, all, ret);
    tell_lack("checked over a year ago", check->old, all, ret);
    tell_lack("not approved", check->unapproved, all, ret);
    if (check->signs[0]) {
        append(ret, all ? "\n" : ", ", "sent otherwise: ");
        append(ret, "", check->signs);
    }
}

/* 243/2: septets and SMS; + where LANJUT brings the rest; - where there is no text. */
static void tell_cost(const struct catalogue_check *check, int keyword, char ret[16])
{
    const struct check_cost *cost = &check->cost[keyword];

    if (CHECK_HAS(check->missing, check_keywords[keyword].component))
        snprintf(ret, 16, "-");
    else
        snprintf(ret, 16, "%d/%d%s", cost->septets, cost->segments, cost->pages > 1 ? "+" : "");
}

static void print_services(const struct checks *checks)
{
    static const char *const columns[] = {"service",  "SYARAT", "BIAYA", "LAMA",
                                          "PROSEDUR", "DASAR",  "lacks", NULL};
    static const int widths[] = {14, 7, 7, 7, 8, 7, 0};
    struct output output;

    output_begin(&output, OUTPUT_TABLE, columns, widths);
    for (int i = 0; i < checks->count; i++) {
        char cost[CHECK_KEYWORDS][16], lacks[LIST_SIZE];

        for (int k = 0; k < CHECK_KEYWORDS; k++)
            tell_cost(&checks->check[i], k, cost[k]);
        tell_lacks(&checks->check[i], false, lacks);
        output_row(&output, (const char *const[]){checks->check[i].code, cost[0], cost[1], cost[2],
                                                  cost[3], cost[4], checks->one ? "" : lacks});
        if (checks->one) {
            tell_lacks(&checks->check[i], true, lacks);
            puts(lacks);
        }
    }
    output_end(&output);
}

struct unit_sum {
    const char *code;
    int services, missing[COMPONENTS];
};

/* The first service of a unit stands for it. Returns false if this is not the first. */
static bool sum_unit(const struct checks *checks, int first, struct unit_sum *ret)
{
    *ret = (struct unit_sum){.code = checks->check[first].unit};
    for (int i = 0; i < checks->count; i++) {
        const struct catalogue_check *check = &checks->check[i];

        if (strcmp(check->unit, ret->code) != 0)
            continue;
        if (i < first)
            return false;
        ret->services++;
        for (int c = 0; c < COMPONENTS; c++)
            ret->missing[c] += (int)CHECK_HAS(check->missing, c);
    }
    return true;
}

/* "sarana, biaya=2": no service has the first, two lack the second. In short, or all figures. */
static void tell_unit(const struct unit_sum *unit, bool in_short, char ret[LIST_SIZE])
{
    ret[0] = '\0';
    for (int c = 0; c < COMPONENTS; c++) {
        char text[48];

        if (unit->missing[c] == 0)
            continue;
        snprintf(text, sizeof text, in_short && unit->missing[c] == unit->services ? "%s" : "%s=%d",
                 component_names[c], unit->missing[c]);
        append(ret, in_short ? ", " : "|", text);
    }
}

static void print_units(const struct checks *checks)
{
    static const char *const columns[] = {"unit", "services", "missing", NULL};
    static const int widths[] = {14, 8, 0};
    struct unit_sum unit;
    struct output output;

    output_begin(&output, OUTPUT_TABLE, columns, widths);
    for (int i = 0; i < checks->count; i++) {
        char services[16], missing[LIST_SIZE];

        if (!sum_unit(checks, i, &unit))
            continue;
        snprintf(services, sizeof services, "%d", unit.services);
        tell_unit(&unit, true, missing);
        output_row(&output, (const char *const[]){unit.code, services, missing});
    }
    output_end(&output);
}

static void print_sum(const struct checks *checks)
{
    struct check_sum sum = catalogue_check_sum(checks->check, checks->count);

    printf(
        "\nseptets/SMS of each answer; + where LANJUT brings the rest, - where there is no text.\n"
        "%d services, %d answers: %.2f SMS each, %d at most, %d need LANJUT.\n",
        checks->count, sum.answers, sum.answers ? (double)sum.segments / sum.answers : 0.0,
        sum.segments_max, sum.paged);
}

/* For programs: a row a service, then a row a unit with what its services miss. */
#define FIRST_COST 4
#define PER_COST   3
#define FIELDS     (FIRST_COST + CHECK_KEYWORDS * PER_COST + 6)

static void list_service(struct output *output, const struct catalogue_check *check)
{
    const unsigned lacks[] = {check->missing, check->unsourced, check->unchecked, check->old,
                              check->unapproved};
    char cost[CHECK_KEYWORDS * PER_COST][16], names[5][LIST_SIZE];
    const char *values[FIELDS] = {"layanan", check->code, check->unit, "1"};
    int field = FIRST_COST;

    for (int i = 0; i < CHECK_KEYWORDS * PER_COST; i++) {
        const struct check_cost *of = &check->cost[i / PER_COST];
        const int figures[PER_COST] = {of->septets, of->segments, of->pages};

        snprintf(cost[i], sizeof cost[i], "%d", figures[i % PER_COST]);
        values[field++] =
            CHECK_HAS(check->missing, check_keywords[i / PER_COST].component) ? "" : cost[i];
    }
    for (int i = 0; i < 5; i++)
        values[field++] = name_components(lacks[i], "|", names[i]);
    values[field] = check->signs;
    output_row(output, values);
}

static void list_unit(struct output *output, const struct unit_sum *unit)
{
    char services[16], missing[LIST_SIZE];
    const char *values[FIELDS] = {"unit", unit->code, unit->code, services};

    snprintf(services, sizeof services, "%d", unit->services);
    tell_unit(unit, false, missing);
    for (int i = FIRST_COST; i < FIELDS; i++)
        values[i] = "";
    values[FIRST_COST + CHECK_KEYWORDS * PER_COST] = missing;
    output_row(output, values);
}

static void list(const struct checks *checks, enum output_format format)
{
    static const char *const columns[FIELDS + 1] = {"kind",
                                                    "code",
                                                    "unit",
                                                    "services",
                                                    "syarat_septets",
                                                    "syarat_sms",
                                                    "syarat_pages",
                                                    "biaya_septets",
                                                    "biaya_sms",
                                                    "biaya_pages",
                                                    "lama_septets",
                                                    "lama_sms",
                                                    "lama_pages",
                                                    "prosedur_septets",
                                                    "prosedur_sms",
                                                    "prosedur_pages",
                                                    "dasar_septets",
                                                    "dasar_sms",
                                                    "dasar_pages",
                                                    "missing",
                                                    "without_source",
                                                    "never_checked",
                                                    "old",
                                                    "not_approved",
                                                    "sent_otherwise",
                                                    NULL};
    struct unit_sum unit;
    struct output output;

    output_begin(&output, format, columns, NULL);
    for (int i = 0; i < checks->count; i++)
        list_service(&output, &checks->check[i]);
    for (int i = 0; i < checks->count; i++)
        if (sum_unit(checks, i, &unit))
            list_unit(&output, &unit);
    output_end(&output);
}

static void print(const struct checks *checks, enum output_format format)
{
    if (format != OUTPUT_TABLE) {
        list(checks, format);
        return;
    }
    print_services(checks);
    if (!checks->one) {
        putchar('\n');
        print_units(checks);
    }
    print_sum(checks);
}

int service_check(struct cli *cli, int argc, char **argv)
{
    bool one = argc > 1 && argv[1][0] != '-';
    struct cli_list_options options;
    struct checks checks = {.one = one};
    struct texts texts;
    int rc = cli_list_options(cli, argc - one, argv + one, &options);

    if (rc != 0)
        return rc;
    rc = program_load(cli->config_file, &cli->config, &texts);
    if (rc != EXIT_FINE)
        return rc;
    checks.count = catalogue_check_open(cli->db, &cli->config, &texts, cli->now,
                                        one ? argv[1] : NULL, &checks.check);
    texts_close(&texts);
    if (checks.count < 0)
        return cli_failed(cli, checks.count);
    if (checks.count > 0 || !one)
        print(&checks, options.format);
    else
        fprintf(stderr, "sampan service: there is no service '%s'\n", argv[1]);
    catalogue_check_close(checks.check);
    return checks.count == 0 && one ? EXIT_FAILED : EXIT_FINE;
}
