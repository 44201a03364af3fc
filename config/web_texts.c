#include "config/web_texts.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>

#include "config/paths.h"

static const struct text_row rows[WEB_TEXT_COUNT] = {
#define X(id, key, placeholders) {key, placeholders},
    WEB_TEXTS(X)
#undef X
};

int web_texts_load(const char *folder, const char *code, struct web_texts *ret,
                   struct problems *problems)
{
    const struct text_table table = {.rows = rows, .count = WEB_TEXT_COUNT};
    char name[32], path[PATH_MAX];

    snprintf(name, sizeof name, "web.%.8s.conf", code);
    if (paths_file(folder, name, path, sizeof path) < 0) {
        problems_add(problems, name, 0, NULL,
                     "is neither in the folder of texts nor beside the program");
        return -EINVAL;
    }
    return text_file_read(path, &table, NULL, ret->value, problems);
}

void web_texts_close(struct web_texts *texts)
{
    text_file_close(WEB_TEXT_COUNT, texts->value);
}
