/* BAHASA: in which language a person is answered. */
#include <stdio.h>
#include <string.h>

#include "db/person.h"
#include "gateway/desk/desk.h"
#include "parser/fold.h"

#define NAME_SIZE 32

int desk_texts_for(struct db *db, const struct texts *languages, int64_t person_id,
                   const struct texts **ret)
{
    char language[PERSON_LANGUAGE_SIZE];
    int rc = person_language(db, person_id, language);

    if (rc == 0)
        *ret = texts_in(languages, language);
    return rc;
}

/* The next name of a list such as "ENGLISH, INGGRIS", without spaces around it. */
static bool next_name(const char **list, char ret[NAME_SIZE])
{
    size_t length;

    *list += strspn(*list, ", ");
    length = strcspn(*list, ",");
    snprintf(ret, NAME_SIZE, "%.*s", (int)length, *list);
    *list += length;
    return length > 0;
}

/* Whether the words that a person sent hold one of the language's names. */
static bool is_named(const struct texts *texts, const char *folded)
{
    const char *list = texts->value[TEXT_LANGUAGE];
    char name[NAME_SIZE], word[NAME_SIZE], padded[NAME_SIZE + 2];

    while (next_name(&list, name)) {
        fold(name, word, sizeof word);
        snprintf(padded, sizeof padded, " %s ", word);
        if (strstr(folded, padded))
            return true;
    }
    return false;
}

static void list_languages(const struct texts *languages, char *ret, size_t size)
{
    char name[NAME_SIZE];
    size_t length = 0;

    ret[0] = '\0';
    for (const struct texts *one = languages; one && length < size; one = one->next) {
        const char *list = one->value[TEXT_LANGUAGE];

        next_name(&list, name);
        length +=
            (size_t)snprintf(ret + length, size - length, "%sBAHASA %s", length ? ", " : "", name);
    }
}

int desk_bahasa(struct desk *desk, const struct request *request, enum intent intent,
                struct reply *reply)
{
    const struct texts *texts = desk->languages;
    char folded[64] = " ", choices[160];

    (void)intent;
    fold(request->text, folded + 1, sizeof folded - 2);
    strcat(folded, " ");
    while (texts && !is_named(texts, folded))
        texts = texts->next;
    if (!texts) {
        list_languages(desk->languages, choices, sizeof choices);
        reply_add(reply, desk->texts, TEXT_LANGUAGE_WHICH, {"choices", choices});
        return 0;
    }
    reply_add(reply, texts, TEXT_LANGUAGE_SET);
    return person_speak(desk->db, desk->person_id, texts->code);
}
