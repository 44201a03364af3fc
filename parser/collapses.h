/* Collapses: several words that are written for one: kartu keluarga = kk, terima kasih = makasih.
 */
#pragma once

#define COLLAPSE_WORDS_MAX 6

struct collapses;

/* None; the caller closes them. Returns 0 or -ENOMEM. */
int collapses_open(struct collapses **ret);
void collapses_close(struct collapses *collapses);

/* Let count words (2 to COLLAPSE_WORDS_MAX) in this order stand for meaning. Returns 0 or -ENOMEM.
 */
int collapses_add(struct collapses *collapses, const int *word, int count, int meaning);

/* The longest that word begins with: how many words it takes and what they mean; 0 if there is
 * none. */
int collapses_find(const struct collapses *collapses, const int *word, int count, int *ret_meaning);
