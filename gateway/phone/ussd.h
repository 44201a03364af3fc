/* The network's USSD menus: what it answers to which code, scripted at the prompt. */

#ifndef GATEWAY_PHONE_USSD_H
#define GATEWAY_PHONE_USSD_H

#include <stdbool.h>
#include <stddef.h>

#define USSD_SCRIPTS_MAX 32
#define USSD_CODE_SIZE   32
#define USSD_TEXT_SIZE   600

enum ussd_encoding {
    USSD_AUTO, /* as AT+CSCS says */
    USSD_TEXT, /* always readable, as many modems do */
    USSD_UCS2, /* always UCS-2 in hexadecimal, DCS 72 */
    USSD_HEX7, /* packed GSM-7 in hexadecimal, DCS 15 */
};

struct ussd_script {
    char code[USSD_CODE_SIZE]; /* *123#, or a path through menus: *123#>1>2 */
    enum ussd_encoding encoding;
    char text[USSD_TEXT_SIZE];
};

struct ussd {
    int count;
    struct ussd_script scripts[USSD_SCRIPTS_MAX];
    char path[USSD_CODE_SIZE]; /* the open dialogue; empty: none */
};

/* Script the answer to code; an empty text removes it. Returns 0, -ENOSPC, -ENOENT, -EINVAL. */
int ussd_set(struct ussd *ussd, const char *code, const char *text, enum ussd_encoding encoding);

/* The modem dialled a code, or answered the open menu with it. Returns the script that answers
 * (borrowed), NULL if there is none; *more tells whether the network expects another answer. */
const struct ussd_script *ussd_answer(struct ussd *ussd, const char *code, bool *more);

/* The dialogue is over. */
void ussd_hang_up(struct ussd *ussd);

/* The string between quotes and the DCS of +CUSD for script, with AT+CSCS at "UCS2" or not.
 * Returns the DCS, -EILSEQ or -ENOSPC if the text cannot be written so. */
int ussd_format(const struct ussd_script *script, bool charset_ucs2, char *text, size_t size);

#endif
