/* Whether a text without keyword says that something is broken, late, charged or refused. */
#include "parser/understanding.h"

static int at_most(int value, int most)
{
    return value < most ? value : most;
}

/* Words of a service's name are no problem: "ktp rusak" is what it is about. */
static unsigned long long places_of_services(const struct understanding *u)
{
    for (int i = 0; i < u->matches.count; i++) {
        const struct service_match *match = &u->matches.match[i];
        if (match->coverage >= 1 && __builtin_popcountll(match->places) > 1)
            return match->places;
    }
    return 0;
}

static int count_outside(const struct understanding *u, enum pattern_kind kind,
                         unsigned long long places)
{
    int count = 0;

    for (int i = 0; i < u->hits.count; i++)
        count += u->hits.hit[i].kind == kind && (u->hits.hit[i].places & places) == 0;
    return count;
}

static int count_role(const struct understanding *u, unsigned role)
{
    int count = 0;

    for (int i = 0; i < u->reading.count; i++)
        count += (u->reading.item[i].roles & role) != 0;
    return count;
}

bool names_service(const struct understanding *u)
{
    return u->matches.count > 0 && u->matches.match[0].coverage >= 1;
}

/* What takes from a complaint: it is said among friends, of the writer alone, or as thanks. */
static int count_against(const struct understanding *u)
{
    bool thanks = count_hits(u, PATTERN_MENDED) > 0 && count_hits(u, PATTERN_THANKS) > 0;

    return 2 * at_most(count_role(u, ROLE_PERSONAL), 3) +
           2 * at_most(count_role(u, ROLE_ELSEWHERE), 3) +
           5 * at_most(count_hits(u, PATTERN_EXCUSE) + count_hits(u, PATTERN_CHAT), 2) +
           (thanks ? COMPLAINT_MIN : 0);
}

int complaint_score(const struct understanding *u)
{
    unsigned long long places =
        places_of_services(u) | places_of(u, 1u << PATTERN_EXCUSE | 1u << PATTERN_MENDED);
    int things = at_most(count_hits(u, PATTERN_THING) + names_service(u), 2);
    int wrong = 2 * at_most(count_outside(u, PATTERN_PROBLEM, places), 3) +
                3 * at_most(count_outside(u, PATTERN_GRIEVANCE, places), 2);
    int pleas = 2 * at_most(count_outside(u, PATTERN_PLEA, places_of(u, 1u << PATTERN_MENDED)), 2);
    int around =
        at_most(count_hits(u, PATTERN_SINCE), 2) + at_most(count_hits(u, PATTERN_PLACE), 1);

    if (wrong + pleas == 0 || things + count_hits(u, PATTERN_GRIEVANCE) == 0)
        return 0;
    return things + wrong + pleas + around - count_against(u);
}
