/* Fuzz: any phrase in any section is taken or refused with a reason, and texts are read with it. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "parser/request.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Lines of "section|key|phrase"; a line without bars is a service. */
static void add_line(struct vocabulary *vocabulary, char *line)
{
    char *key = strchr(line, '|'), *phrase = key ? strchr(key + 1, '|') : NULL;
    struct subject subject = {.group = false};

    if (phrase) {
        *key++ = *phrase++ = '\0';
        vocabulary_add_language(vocabulary, line, key, phrase);
        return;
    }
    snprintf(subject.code, sizeof subject.code, "%s", line);
    vocabulary_add(vocabulary, line, &subject);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct request request;
    struct vocabulary *vocabulary;
    char *text = malloc(size + 1), *rest, *line, *copy;

    memcpy(text, data, size);
    text[size] = '\0';
    copy = rest = strdup(text);
    if (vocabulary_open(&vocabulary) == 0) {
        while ((line = strsep(&rest, "\n")) != NULL)
            add_line(vocabulary, line);
        struct request_input input = {.text = text, .sender = "+6281200000100"};
        request_parse(vocabulary, &input, &request);
        vocabulary_close(vocabulary);
    }
    free(copy);
    free(text);
    return 0;
}
