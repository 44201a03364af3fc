#include "db/ticket_number.h"

#include <stdio.h>
#include <string.h>

/* The totally anti-symmetric quasigroup of order 10 of Damm's thesis; its diagonal is 0, so leading
 * zeros do not count. */
static const char damm[10][11] = {
    "0317598642", "7092154863", "4206871359", "1750983426", "6123045978",
    "3674209581", "5869720134", "8945362017", "9438617205", "2581436790",
};

static int check_digit(const char *digits)
{
    int interim = 0;

    for (; *digits; digits++)
        interim = damm[interim][*digits - '0'] - '0';
    return interim;
}

void ticket_number(const char node[3], int64_t counter, char ret[TICKET_NUMBER_SIZE])
{
    int length = snprintf(ret, TICKET_NUMBER_SIZE - 1, "%.2s%04lld", node, (long long)counter);
    int check = check_digit(ret);

    snprintf(ret + length, TICKET_NUMBER_SIZE - (size_t)length, "%d", check);
}

bool ticket_number_right(const char *text)
{
    size_t length = strspn(text, "0123456789");

    return length >= 2 && length < TICKET_NUMBER_SIZE && text[length] == '\0' &&
           check_digit(text) == 0;
}
