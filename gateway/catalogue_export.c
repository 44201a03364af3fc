#include "gateway/catalogue_export.h"

#include <string.h>

#include "gateway/json.h"

static void put_csv(const char *text, FILE *out)
{
    size_t length = strlen(text);

    /* Spaces at the ends are kept within quotes only. */
    if (length == 0 || (!strpbrk(text, ",;\"\r\n") && !strchr(" \t", text[0]) &&
                        !strchr(" \t", text[length - 1]))) {
        fputs(text, out);
        return;
    }
    putc('"', out);
    for (; *text; text++) {
        if (*text == '"')
            putc('"', out);
        putc(*text, out);
    }
    putc('"', out);
}

struct writing {
    FILE *out;
    bool used[COLUMNS];
    bool services_only;
    int rows;
};

static int note_used(const void *row, void *context)
{
    struct writing *writing = context;

    for (int column = COLUMN_OWN; column < COLUMNS; column++)
        writing->used[column] |= column_text(row, column)[0] != '\0';
    return 0;
}

static int put_csv_row(const void *row, void *context)
{
    const struct catalogue_record *record = row;
    struct writing *writing = context;

    fputs(catalogue_kind_names[record->kind], writing->out);
    for (int column = 0; column < COLUMNS; column++) {
        if (!writing->used[column])
            continue;
        putc(',', writing->out);
        put_csv(column_text(record, column), writing->out);
    }
    putc('\n', writing->out);
    return 0;
}

static int write_csv(struct db *db, struct writing *writing)
{
    int rc;

    for (int column = 0; column < COLUMN_OWN; column++)
        writing->used[column] = true;
    rc = catalogue_records(db, note_used, writing);
    if (rc < 0)
        return rc;
    fputs("jenis", writing->out);
    for (int column = 0; column < COLUMNS; column++)
        if (writing->used[column])
            fprintf(writing->out, ",%s", column_name(column));
    putc('\n', writing->out);
    return catalogue_records(db, put_csv_row, writing);
}

/* In a transaction, so that nobody changes the catalogue in between. */
int catalogue_export_csv(struct db *db, FILE *out)
{
    struct writing writing = {.out = out};
    int rc = db_begin(db);

    return rc < 0 ? rc : db_end(db, write_csv(db, &writing));
}

static void put_json_list(const char *list, FILE *out)
{
    char item[CATALOGUE_LIST_SIZE];
    const char *comma = "";

    putc('[', out);
    for (; catalogue_list_next(&list, item, sizeof item); comma = ", ") {
        fputs(comma, out);
        json_text(item, out);
    }
    putc(']', out);
}

void catalogue_record_json(const struct catalogue_record *record, FILE *out)
{
    fputs("{\"jenis\": ", out);
    json_text(catalogue_kind_names[record->kind], out);
    for (int column = 0; column < COLUMNS; column++) {
        const char *text = column_text(record, column);

        if (!column_of(column, record->kind) || (column >= COLUMN_OWN && text[0] == '\0'))
            continue;
        fputs(", ", out);
        json_text(column_name(column), out);
        fputs(": ", out);
        if (column == COLUMN_ALIAS || column == COLUMN_MEMBERS)
            put_json_list(text, out);
        else
            json_text(text, out);
    }
    putc('}', out);
}

static int put_json_row(const void *row, void *context)
{
    const struct catalogue_record *record = row;
    struct writing *writing = context;

    if (writing->services_only && record->kind != CATALOGUE_SERVICE)
        return 0;
    fputs(writing->rows++ ? ",\n " : "\n ", writing->out);
    catalogue_record_json(record, writing->out);
    return 0;
}

static int export_json(struct db *db, bool services_only, FILE *out)
{
    struct writing writing = {.out = out, .services_only = services_only};
    int rc = db_begin(db);

    if (rc < 0)
        return rc;
    putc('[', out);
    rc = db_end(db, catalogue_records(db, put_json_row, &writing));
    fputs(writing.rows ? "\n]\n" : "]\n", out);
    return rc < 0 ? rc : writing.rows;
}

int catalogue_export_json(struct db *db, FILE *out)
{
    return export_json(db, false, out);
}

int catalogue_export_services_json(struct db *db, FILE *out)
{
    return export_json(db, true, out);
}
