/* sampan service check: what the answers cost, and what the texts lack. */
#include <ctype.h>
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
    for (int i = 0; i < CHECK_TEXTS; i++)
        if (CHECK_HAS(bits, i))
            append(ret, between, check_text_name(i));
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
    tell_lack("checked too long ago", check->old, all, ret);
    tell_lack("not approved, not sent", check->unapproved, all, ret);
    if (check->signs[0]) {
        append(ret, all ? "\n" : ", ", "sent otherwise: ");
        append(ret, "", check->signs);
    }
    if (check->translations[0]) {
        append(ret, all ? "\n" : ", ", "translation not sent: ");
        append(ret, "", check->translations);
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
    const char *columns[CHECK_COMMON + 3] = {"service"}, *values[CHECK_COMMON + 2];
    int widths[CHECK_COMMON + 2] = {14};
    struct output output;

    for (int k = 0; k < CHECK_COMMON; k++) {
        columns[k + 1] = intent_names[check_keywords[k].intent];
        widths[k + 1] = 8;
    }
    columns[CHECK_COMMON + 1] = "lacks";
    output_begin(&output, OUTPUT_TABLE, columns, widths);
    for (int i = 0; i < checks->count; i++) {
        char cost[CHECK_COMMON][16], lacks[LIST_SIZE];

        values[0] = checks->check[i].code;
        for (int k = 0; k < CHECK_COMMON; k++) {
            tell_cost(&checks->check[i], k, cost[k]);
            values[k + 1] = cost[k];
        }
        tell_lacks(&checks->check[i], false, lacks);
        values[CHECK_COMMON + 1] = lacks;
        output_row(&output, values);
    }
    output_end(&output);
}

/* One service: every keyword, and all that it lacks by name. */
static void print_one(const struct catalogue_check *check)
{
    static const char *const columns[] = {"keyword", "cost", "text", NULL};
    static const int widths[] = {12, 8, 0};
    struct output output;
    char cost[16], lacks[LIST_SIZE];

    output_begin(&output, OUTPUT_TABLE, columns, widths);
    for (int k = 0; k < CHECK_KEYWORDS; k++) {
        tell_cost(check, k, cost);
        output_row(&output, (const char *const[]){intent_names[check_keywords[k].intent], cost,
                                                  check_text_name(check_keywords[k].component)});
    }
    output_end(&output);
    tell_lacks(check, true, lacks);
    printf("\n%s\n", lacks);
}

struct unit_sum {
    const char *code;
    int services, missing[CHECK_TEXTS];
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
        for (int c = 0; c < CHECK_TEXTS; c++)
            ret->missing[c] += (int)CHECK_HAS(check->missing, c);
    }
    return true;
}

/* "sarana, biaya=2": no service has the first, two lack the second. In short, or all figures. */
static void tell_unit(const struct unit_sum *unit, bool in_short, char ret[LIST_SIZE])
{
    ret[0] = '\0';
    for (int c = 0; c < CHECK_TEXTS; c++) {
        char text[48];

        if (unit->missing[c] == 0)
            continue;
        snprintf(text, sizeof text, in_short && unit->missing[c] == unit->services ? "%s" : "%s=%d",
                 check_text_name(c), unit->missing[c]);
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
#define FIELDS     (FIRST_COST + CHECK_KEYWORDS * PER_COST + 7)

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
    values[field++] = check->signs;
    values[field] = check->translations;
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

/* The names of the columns: syarat_septets, syarat_sms, syarat_pages, biaya_septets ... */
static const char *cost_column(int field, char ret[32])
{
    static const char *const figures[PER_COST] = {"septets", "sms", "pages"};
    int length = snprintf(ret, 32, "%s_%s", intent_names[check_keywords[field / PER_COST].intent],
                          figures[field % PER_COST]);

    for (int i = 0; i < length; i++)
        ret[i] = (char)tolower((unsigned char)ret[i]);
    return ret;
}

static void list(const struct checks *checks, enum output_format format)
{
    static const char *const lacks[] = {
        "missing",      "without_source", "never_checked",        "old",
        "not_approved", "sent_otherwise", "translations_not_sent"};
    const char *columns[FIELDS + 1] = {"kind", "code", "unit", "services"};
    char names[CHECK_KEYWORDS * PER_COST][32];
    struct unit_sum unit;
    struct output output;

    for (int i = 0; i < CHECK_KEYWORDS * PER_COST; i++)
        columns[FIRST_COST + i] = cost_column(i, names[i]);
    memcpy(columns + FIRST_COST + CHECK_KEYWORDS * PER_COST, lacks, sizeof lacks);
    columns[FIELDS] = NULL;
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
    if (checks->one) {
        print_one(checks->check);
    } else {
        print_services(checks);
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
