/* Bench: messages a second that the parser reads on one core, with few services and with many. */
#include <stdio.h>
#include <time.h>

#include "parser/request.h"
#include "tests/fuzz/words.h"

#define ROUNDS 400

static const char *const messages[] = {
    "SYARAT KTP HILANG",
    "mf pak sy mw urus ktp ilang syaratx apa2 sj",
    "syrt keteangan tidk mampu",
    "lampu jln di dpn sd mati sdh 2 mggu tlg",
    "LAPOR jembatan di desa kami putus, anak sekolah tidak bisa lewat sudah dua minggu",
    "brp byr bikin akte",
    "Gmn laporan sy nmr 45 udh jdi ato blom",
    "bu maaf mau tanya, ganti ktp yang hilang syaratnya apa ya",
    "Iya bu, besok pagi saya ke pasar dulu, nanti siang baru mampir ke rumah kakak di Wameo.",
    "PROMO akhir pekan! Isi ulang 50rb dapat kuota 5GB, aktifkan sekarang di *888#",
    "wkwk kmrn aq jlanjlan ke pntai sm tmn2 skelas rame bgt pdhal hujn",
    "STATUS 61 SELESAI jalan sudah ditimbun",
    "terima kasih",
    "syaartkartu keluarga baru",
    "xqzt vbnm plok grumb stimf dralk",
};
#define MESSAGES (sizeof messages / sizeof messages[0])

static double seconds_now(void)
{
    struct timespec now;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void measure(const char *name, int services)
{
    struct vocabulary *vocabulary = words_sample(services);
    static struct request request;
    unsigned long understood = 0;
    double start = seconds_now();

    for (int round = 0; round < ROUNDS; round++)
        for (size_t i = 0; i < MESSAGES; i++) {
            struct request_input input = {.text = messages[i], .sender = "+6281200000100"};
            request_parse(vocabulary, &input, &request);
            understood += request.intent[0] != INTENT_UNKNOWN;
        }
    printf("%s %.0f messages/s\n", name, ROUNDS * MESSAGES / (seconds_now() - start));
    if (understood == 0)
        puts("nothing was understood");
    vocabulary_close(vocabulary);
}

int main(void)
{
    measure("parser_35_services", 10);
    measure("parser_2000_services", 1975);
    return 0;
}
