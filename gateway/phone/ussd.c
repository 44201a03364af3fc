/* Scripted USSD: a code, or a path of answers below it, and the text that the network shows. */

#include "gateway/phone/ussd.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "gateway/phone/charset.h"

#define DCS_GSM7 15
#define DCS_UCS2 72

static struct ussd_script *find(struct ussd *ussd, const char *code)
{
    for (int i = 0; i < ussd->count; i++)
        if (strcmp(ussd->scripts[i].code, code) == 0)
            return &ussd->scripts[i];
    return NULL;
}

int ussd_set(struct ussd *ussd, const char *code, const char *text, enum ussd_encoding encoding)
{
    struct ussd_script *script = find(ussd, code);

    if (strlen(code) >= USSD_CODE_SIZE || strlen(text) >= USSD_TEXT_SIZE || code[0] == '\0')
        return -EINVAL;
    if (text[0] == '\0') {
        if (!script)
            return -ENOENT;
        *script = ussd->scripts[--ussd->count];
        return 0;
    }
    if (!script) {
        if (ussd->count == USSD_SCRIPTS_MAX)
            return -ENOSPC;
        script = &ussd->scripts[ussd->count++];
    }
    script->encoding = encoding;
    strcpy(script->code, code);
    strcpy(script->text, text);
    return 0;
}

/* A menu is a script that has another below it. */
static bool has_more(const struct ussd *ussd, const char *path)
{
    size_t length = strlen(path);

    for (int i = 0; i < ussd->count; i++)
        if (strncmp(ussd->scripts[i].code, path, length) == 0 &&
            ussd->scripts[i].code[length] == '>')
            return true;
    return false;
}

const struct ussd_script *ussd_answer(struct ussd *ussd, const char *code, bool *more)
{
    char path[2 * USSD_CODE_SIZE];
    bool open = ussd->path[0] != '\0' && strchr(code, '#') == NULL;

    snprintf(path, sizeof path, "%s%s%.*s", open ? ussd->path : "", open ? ">" : "",
             USSD_CODE_SIZE - 1, code);
    const struct ussd_script *script = find(ussd, path);
    *more = script && has_more(ussd, path);
    ussd->path[0] = '\0';
    if (*more)
        strcpy(ussd->path, script->code);
    return script;
}

void ussd_hang_up(struct ussd *ussd)
{
    ussd->path[0] = '\0';
}

static int format_ucs2(const char *text, char *out, size_t size)
{
    uint16_t units[USSD_TEXT_SIZE];
    int count = ucs2_from_utf8(text, units, USSD_TEXT_SIZE);

    if (count < 0 || (size_t)count * 4 + 1 > size)
        return count < 0 ? count : -ENOSPC;
    out[0] = '\0';
    for (int i = 0; i < count; i++)
        snprintf(out + 4 * i, 5, "%04X", units[i]);
    return 0;
}

static int format_hex7(const char *text, char *out, size_t size)
{
    uint16_t septets[USSD_TEXT_SIZE];
    uint8_t octets[USSD_TEXT_SIZE];
    int count = gsm7_from_utf8(text, septets, USSD_TEXT_SIZE);

    if (count < 0)
        return count;
    int packed = gsm7_pack(septets, (size_t)count, 0, octets, sizeof octets);
    if (packed < 0 || (size_t)packed * 2 + 1 > size)
        return -ENOSPC;
    hex_from_octets(octets, (size_t)packed, out);
    return 0;
}

int ussd_format(const struct ussd_script *script, bool charset_ucs2, char *text, size_t size)
{
    int rc = 0;

    if (script->encoding == USSD_HEX7)
        rc = format_hex7(script->text, text, size);
    else if (script->encoding == USSD_UCS2 || (script->encoding == USSD_AUTO && charset_ucs2))
        rc = format_ucs2(script->text, text, size);
    else if (strlen(script->text) >= size)
        rc = -ENOSPC;
    else
        strcpy(text, script->text);
    if (rc < 0)
        return rc;
    return script->encoding == USSD_UCS2 ? DCS_UCS2 : DCS_GSM7;
}
