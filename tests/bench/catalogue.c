/* bench_catalogue: figures of the catalogue, a line each: NAME VALUE UNIT. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "db/catalogue_column.h"
#include "gateway/catalogue_check.h"
#include "gateway/catalogue_import.h"
#include "tests/support/fixture.h"

#include <cmocka.h>

#define SERVICES 2000

static double now_s(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* As full as a service can be said to be: all 14 components, three names, as many units as there
 * are offices. */
static void write_services(const char *path, const char *fee)
{
    FILE *file = fopen(path, "w");

    assert_non_null(file);
    fputs("jenis,kode,nama,alias,unit,sumber,diperiksa,disetujui", file);
    for (int i = 0; i < COMPONENTS; i++)
        fprintf(file, ",%s", component_names[i]);
    for (int i = 0; i < 40; i++)
        fprintf(file, "\nunit,U%d,Kantor %d,kantor nomor %d", i, i, i);
    for (int i = 0; i < SERVICES; i++) {
        fprintf(file,
                "\nlayanan,S%d,Layanan %d,layanan %d|urus layanan %d|bikin layanan %d,U%d,"
                "\"Perda 1/2024, Ps 3\",2026-02-01,Sekda",
                i, i, i, i, i, i % 40);
        for (int c = 0; c < COMPONENTS; c++)
            fprintf(file, ",\"%s; KK, KTP-el dan surat pengantar nomor %d dari desa\"",
                    c == COMPONENT_BIAYA ? fee : "Bawa", i);
    }
    assert_int_equal(fclose(file), 0);
}

/* Into a file on disk, with its flush: what an operator waits for. */
static void measure_import(const char *name, struct db *db, const char *fee)
{
    const char *path = temp_path("many.csv");
    struct problems problems = {0};
    struct import_summary summary;
    FILE *report = fopen("/dev/null", "w");
    double began;

    write_services(path, fee);
    began = now_s();
    if (catalogue_import(db, path, "bench", NOON, report, &summary, &problems) < 0)
        printf("%s", problems.text);
    else
        printf("%s %.2f s\n", name, now_s() - began);
    fclose(report);
}

static void measure_segments(void)
{
    struct fixture *f = fixture_open(":memory:");
    struct catalogue_check *checks = NULL;
    int count = catalogue_check_open(f->db, &f->config, &f->texts, NOON, NULL, &checks);
    struct check_sum sum = catalogue_check_sum(checks, count);

    printf("catalogue_segments_mean %.2f SMS\n", (double)sum.segments / sum.answers);
    printf("catalogue_segments_max %d SMS\n", sum.segments_max);
    catalogue_check_close(checks);
    fixture_close(f);
}

int main(void)
{
    struct db *db;
    char error[256];

    if (db_open(temp_path("many.db"), &db, error) < 0) {
        fprintf(stderr, "%s\n", error);
        return 1;
    }
    measure_import("import_2000_services", db, "Gratis");
    measure_import("import_2000_services_again", db, "Gratis");
    measure_import("import_2000_services_changed", db, "Rp5.000");
    db_close(db);
    measure_segments();
    return 0;
}
