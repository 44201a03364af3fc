#include "db/route.h"

#include <errno.h>

#include "db/statement.h"

static void read_route(sqlite3_stmt *row, void *ret)
{
    struct route *route = ret;

    sql_column_text(row, 0, route->words, sizeof route->words);
    sql_column_text(row, 1, route->place, sizeof route->place);
    sql_column_text(row, 2, route->unit, sizeof route->unit);
    route->always = sqlite3_column_int(row, 3) != 0;
}

int route_list(struct db *db, db_visit *visit, void *context)
{
    struct route route;

    return db_each(db, SQL_ROUTE_LIST, read_route, &route, visit, context);
}

int route_clear(struct db *db)
{
    int rc = db_run(db, SQL_ROUTE_CLEAR);

    return rc < 0 ? rc : 0;
}

int route_add(struct db *db, const struct route *route)
{
    int rc = db_run(db, SQL_ROUTE_ADD, sql_text(route->words), sql_text(route->place),
                    sql_text(route->unit), sql_int(route->always));

    return rc < 0 ? rc : rc == 0 ? -ENOENT : 0;
}
