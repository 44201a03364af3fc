/* Words for the fuzz targets and the bench: the shipped lexicon and a catalogue, without a
 * database. */
#pragma once

#include "parser/vocabulary.h"

/* The vocabulary of the shipped lexicon (from $SAMPAN_ROOT, else the working directory) with the
 * names that villagers use most, and services more that are made up. Ends the program if the
 * lexicon cannot be read. */
struct vocabulary *words_sample(int services);
