#include "gateway/csv.h"

#include <csv.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#define FILE_MAX      (64 * 1024 * 1024)
#define ROW_BYTES     (64 * 1024)
#define NO_TERMINATOR (-1) /* what libcsv says of a last row without a line end */

static int read_all(FILE *file, struct csv *csv)
{
    long size;

    if (fseek(file, 0, SEEK_END) < 0 || (size = ftell(file)) < 0 || size > FILE_MAX ||
        fseek(file, 0, SEEK_SET) < 0)
        return -EINVAL;
    csv->data = malloc((size_t)size + 1);
    if (!csv->data)
        return -ENOMEM;
    csv->size = fread(csv->data, 1, (size_t)size, file);
    csv->data[csv->size] = '\0';
    return csv->size == (size_t)size ? 0 : -EIO;
}

static char guess_separator(const char *data)
{
    int commas = 0, semicolons = 0;

    for (; *data && *data != '\n' && *data != '\r'; data++) {
        commas += *data == ',';
        semicolons += *data == ';';
    }
    return semicolons > commas ? ';' : ',';
}

int csv_open(const char *path, struct csv *ret, struct problems *problems)
{
    struct csv csv = {.path = path};
    FILE *file = fopen(path, "rbe");
    int rc = file ? read_all(file, &csv) : -errno;

    if (file)
        fclose(file);
    if (rc < 0) {
        problems_add(problems, path, 0, NULL, "cannot be read: %s", strerror(-rc));
        free(csv.data);
        return -EINVAL;
    }
    if (csv.size >= 3 && memcmp(csv.data, "\xef\xbb\xbf", 3) == 0)
        memset(csv.data, ' ', 3); /* a byte order mark */
    csv.separator = guess_separator(csv.data);
    *ret = csv;
    return 0;
}

void csv_close(struct csv *csv)
{
    free(csv->data);
    csv->data = NULL;
}

struct walk {
    const struct csv *csv;
    csv_visit *visit;
    void *context;
    struct problems *problems;
    int line; /* of the byte that is read now */
    int rc;
    bool bad;    /* the row of now */
    int columns; /* of the first row */
    struct csv_row row;
    char bytes[ROW_BYTES];
    size_t used;
};

static bool is_utf8(const char *text, size_t length)
{
    for (utf8proc_ssize_t used; length > 0; text += used, length -= (size_t)used) {
        utf8proc_int32_t c;

        used = utf8proc_iterate((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)length, &c);
        if (used < 1 || c == 0)
            return false;
    }
    return true;
}

static void reject(struct walk *walk, const char *reason)
{
    if (!walk->bad)
        problems_add(walk->problems, walk->csv->path, walk->row.line, NULL, "column %d: %s",
                     walk->row.count + 1, reason);
    walk->bad = true;
}

static void take_field(void *data, size_t length, void *context)
{
    struct walk *walk = context;
    const char *text = data ? data : "";

    if (walk->row.count == CSV_COLUMNS_MAX)
        reject(walk, "too many columns");
    else if (walk->used + length + 1 > sizeof walk->bytes)
        reject(walk, "the row is too long");
    else if (!is_utf8(text, length))
        reject(walk, "not UTF-8; save the file as \"Unicode (UTF-8)\"");
    if (walk->bad)
        return;
    memcpy(walk->bytes + walk->used, text, length);
    walk->bytes[walk->used + length] = '\0';
    walk->row.field[walk->row.count++] = walk->bytes + walk->used;
    walk->used += length + 1;
}

static void take_row(int terminator, void *context)
{
    struct walk *walk = context;

    /* Spreadsheets leave out empty cells at the end of a row, but not the end of its line. */
    if (terminator == NO_TERMINATOR && walk->row.count < walk->columns)
        reject(walk, "the file ends in the middle of this row; it seems to be cut off");
    if (walk->columns == 0)
        walk->columns = walk->row.count;
    if (!walk->bad && walk->rc == 0)
        walk->rc = walk->visit(&walk->row, walk->context);
    walk->bad = false;
    walk->used = 0;
    walk->row.count = 0;
    walk->row.line = 0;
}

/* "\r\n", "\n" or "\r": spreadsheets of all ages. */
static bool ends_line(const struct csv *csv, size_t i)
{
    return csv->data[i] == '\r' || (csv->data[i] == '\n' && (i == 0 || csv->data[i - 1] != '\r'));
}

int csv_walk(const struct csv *csv, csv_visit *visit, void *context, struct problems *problems)
{
    struct walk *walk = calloc(1, sizeof *walk);
    struct csv_parser parser;
    int rc;

    if (!walk)
        return -ENOMEM;
    if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0) {
        free(walk);
        return -ENOMEM;
    }
    csv_set_delim(&parser, (unsigned char)csv->separator);
    walk->csv = csv;
    walk->visit = visit;
    walk->context = context;
    walk->problems = problems;
    walk->line = 1;
    /* libcsv tells no lines, so it is fed byte by byte and they are counted here. */
    for (size_t i = 0; i < csv->size && walk->rc == 0; i++) {
        if (walk->row.line == 0 && !strchr(" \t\r\n", csv->data[i]))
            walk->row.line = walk->line;
        if (csv_parse(&parser, csv->data + i, 1, take_field, take_row, walk) != 1) {
            problems_add(problems, csv->path, walk->line, NULL,
                         "column %d: a quote within a field must be doubled", walk->row.count + 1);
            walk->bad = true; /* and what is left of this row says nothing more */
            break;
        }
        walk->line += ends_line(csv, i);
    }
    if (csv_fini(&parser, take_field, take_row, walk) != 0 && csv_error(&parser) == CSV_EPARSE &&
        walk->rc == 0)
        problems_add(problems, csv->path, walk->row.line, NULL,
                     "column %d: a quote is opened and never closed", walk->row.count + 1);
    csv_free(&parser);
    rc = walk->rc;
    free(walk);
    return rc;
}
