/* Ticket numbers: digits that a keypad can type, with a check digit that catches a slip of the
 * thumb. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TICKET_NUMBER_SIZE 24

/* The number of the counter'th ticket of a node: two digits of the node, the counter (four digits
 * or more), and the check digit of H. M. Damm (2004), which finds every single wrong digit and
 * every swap of neighbours. */
void ticket_number(const char node[3], int64_t counter, char ret[TICKET_NUMBER_SIZE]);

/* Whether text is digits only and its last digit is the right one. Leading zeros make no
 * difference. */
bool ticket_number_right(const char *text);
