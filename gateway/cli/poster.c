/* sampan poster: pages to print, as HTML or as PDF. */
#include "gateway/poster.h"

#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "config/paths.h"
#include "gateway/cli/cli.h"
#include "gateway/program.h"
#include "gateway/words.h"

#define PDF_PROGRAM "weasyprint"

struct page {
    const char *name;     /* of the template: poster, card, standard */
    const char *size;     /* A4, A3; NULL: not said */
    const char *standard; /* code of a service or a unit; NULL: not said */
    const char *path;     /* NULL: standard output */
    bool officer, pdf;
};

static bool ends_with(const char *text, const char *end)
{
    size_t length = strlen(text), size = strlen(end);

    return length >= size && strcmp(text + length - size, end) == 0;
}

static int read_option(struct cli *cli, int option, struct page *ret)
{
    if (option == 'o')
        ret->path = optarg;
    else if (option == 'c')
        ret->officer = true;
    else if (option == 'd')
        ret->standard = optarg;
    else if (option == 's' && strcasecmp(optarg, "a4") == 0)
        ret->size = "A4";
    else if (option == 's' && strcasecmp(optarg, "a3") == 0)
        ret->size = "A3";
    else if (option == 'f' && (strcmp(optarg, "html") == 0 || strcmp(optarg, "pdf") == 0))
        ret->pdf = strcmp(optarg, "pdf") == 0;
    else
        return cli_usage(cli, option == 's'   ? "--size: a4 or a3"
                              : option == 'f' ? "--format: html or pdf"
                                              : "unknown option");
    return 0;
}

static int read_arguments(struct cli *cli, int argc, char **argv, struct page *ret)
{
    static const struct option options[] = {
        {"size", required_argument, NULL, 's'},
        {"format", required_argument, NULL, 'f'},
        {"officer", no_argument, NULL, 'c'},
        {"standard", required_argument, NULL, 'd'},
        {0},
    };
    bool has_format = false;

    *ret = (struct page){0};
    optind = 0;
    for (int option; (option = getopt_long(argc, argv, "o:", options, NULL)) != -1;) {
        if (read_option(cli, option, ret) != 0)
            return EXIT_USAGE;
        has_format = has_format || option == 'f';
    }
    if (!has_format)
        ret->pdf = ret->path && ends_with(ret->path, ".pdf");
    if (ret->standard && ret->officer)
        return cli_usage(cli, "--officer or --standard, not both");
    if (ret->size && (ret->officer || ret->standard))
        return cli_usage(cli, "--size: cards and standards are on A4");
    ret->name = ret->officer ? "card" : ret->standard ? "standard" : "poster";
    if (!ret->size)
        ret->size = "A4";
    return optind < argc ? cli_usage(cli, "too many arguments") : 0;
}

/* The template in the language of the house, else in Indonesian. */
static int find_template(const struct config *config, const char *page, char *ret, size_t size)
{
    char name[64];

    snprintf(name, sizeof name, "%s.%s.html", page, config->language);
    if (paths_file(config->texts, name, ret, size) == 0)
        return 0;
    snprintf(name, sizeof name, "%s.id.html", page);
    return paths_file(config->texts, name, ret, size);
}

static int fill_in(struct cli *cli, const struct page *page, FILE *out)
{
    struct problems problems = {0};
    struct core core = {.db = cli->db, .config = &cli->config};
    struct vocabulary *vocabulary = NULL;
    struct texts texts;
    char path[PATH_MAX];
    struct poster_page printed = {path, page->size, page->standard};
    int rc = program_load(cli->config_file, &cli->config, &texts);

    if (rc != EXIT_FINE)
        return rc;
    rc = find_template(&cli->config, page->name, path, sizeof path);
    if (rc < 0) {
        problems_add(&problems, page->name, 0, NULL,
                     "its template is neither in the folder of texts nor beside the program");
        rc = -EINVAL;
    }
    if (rc == 0)
        rc = words_load(cli->db, &cli->config, &vocabulary);
    core.texts = &texts;
    core.vocabulary = vocabulary;
    if (rc == 0)
        rc = poster_print(&core, &printed, cli->now, out, &problems);
    problems_print(&problems, stderr);
    problems_clear(&problems);
    vocabulary_close(vocabulary);
    texts_close(&texts);
    return rc == 0 ? EXIT_FINE : rc == -EINVAL ? EXIT_FAILED : cli_failed(cli, rc);
}

/* The program that makes PDF of HTML reads and writes files of ours. */
static int convert(FILE *html, FILE *pdf)
{
    int status;
    pid_t child = fork();

    if (child == 0) {
        if (dup2(fileno(html), STDIN_FILENO) >= 0 && dup2(fileno(pdf), STDOUT_FILENO) >= 0)
            execlp(PDF_PROGRAM, PDF_PROGRAM, "-q", "-", "-", (char *)NULL);
        _exit(errno == ENOENT ? 127 : 126);
    }
    if (child < 0 || waitpid(child, &status, 0) < 0)
        return -errno;
    if (WIFEXITED(status) && WEXITSTATUS(status) == 127)
        return -ENOENT;
    return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? 0 : -EIO;
}

static int copy(FILE *from, FILE *to)
{
    char block[4096];
    size_t length;

    while ((length = fread(block, 1, sizeof block, from)) > 0)
        if (fwrite(block, 1, length, to) != length)
            return -EIO;
    return 0;
}

/* What is made is whole before it takes the place of a file. */
static int deliver(FILE *made, const char *path)
{
    FILE *out = path ? fopen(path, "we") : stdout;
    int rc;

    if (!out)
        return -errno;
    rewind(made);
    rc = copy(made, out);
    if (fflush(out) != 0 || (path && fclose(out) != 0))
        rc = -errno;
    return rc;
}

static int make_pdf(FILE *html, FILE **ret)
{
    FILE *pdf = tmpfile();
    int rc;

    if (!pdf || fflush(html) != 0)
        return -errno;
    rewind(html);
    rc = convert(html, pdf);
    if (rc == 0)
        *ret = pdf;
    else
        fclose(pdf);
    if (rc == -ENOENT)
        fprintf(stderr, "sampan poster: for PDF the program " PDF_PROGRAM
                        " is needed: apt-get install weasyprint\n"
                        "Without it, make HTML and print that from a browser.\n");
    else if (rc < 0)
        fprintf(stderr, "sampan poster: " PDF_PROGRAM " made no PDF\n");
    return rc;
}

int cli_poster(struct cli *cli, int argc, char **argv)
{
    struct page page;
    FILE *html, *pdf = NULL;
    int code = read_arguments(cli, argc, argv, &page), rc;

    if (code != 0)
        return code;
    html = tmpfile();
    if (!html) {
        fprintf(stderr, "sampan poster: %s\n", strerror(errno));
        return EXIT_FAILED;
    }
    code = fill_in(cli, &page, html);
    if (code == EXIT_FINE && page.pdf && make_pdf(html, &pdf) < 0)
        code = EXIT_FAILED;
    rc = code == EXIT_FINE ? deliver(pdf ? pdf : html, page.path) : 0;
    if (rc < 0) {
        fprintf(stderr, "sampan poster: %s: %s\n", page.path ? page.path : "output", strerror(-rc));
        code = EXIT_FAILED;
    }
    fclose(html);
    if (pdf)
        fclose(pdf);
    return code;
}
