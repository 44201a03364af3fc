#!/bin/sh
# demo.sh BUILD: the main job on one machine: sampand and sampan-modem on sampan-phone, in a throw-away folder ./demo.
set -eu
build=$1
demo=$PWD/demo
number=+6281200000001
gateway=

# Whatever ends the demo, nothing is left running.
finish() {
    [ -z "$gateway" ] || kill "$gateway" 2>/dev/null || true
    [ -z "$gateway" ] || wait "$gateway" 2>/dev/null || true
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

rm -rf "$demo"
mkdir "$demo"
cat >"$demo/sampan.conf" <<CONF
node = "01";
database = "$demo/sampan.db";
regency = "Kabupaten Buton Selatan";
replies_per_hour = 1000;
modems = (
  { name = "demo"; device = "$demo/modem"; connection = "at"; number = "$number"; }
);
CONF
{
    "$build/sampan" -c "$demo/sampan.conf" service import config/layanan.csv
    "$build/sampan" -c "$demo/sampan.conf" service import config/layanan.en.csv
    "$build/sampan" -c "$demo/sampan.conf" route import config/rute.csv
    "$build/sampan" -c "$demo/sampan.conf" holiday import config/libur.csv
} >"$demo/import.log"

# The gateway starts when the phone has its modem ready, and finds it at once.
(
    while [ ! -e "$demo/modem" ]; do sleep 0.05; done
    exec "$build/sampand" -c "$demo/sampan.conf" 2>"$demo/sampand.log"
) </dev/null >/dev/null &
gateway=$!

if [ -t 0 ]; then
    cat <<TEXT
Sampan, the SMS gateway of a regency of islands, runs on this machine now.
You hold a villager's phone:

  you -> sampan-phone, a GSM modem in software -> sampan-modem (libgammu)
      -> sampand (parser, desk, SQLite) -> and back

Try, one after the other:

  SYARAT KTP HILANG                      what to bring when the card is lost
  mau urus akte lahir anak, bawa apa     the same, as people really write
  SYARAT KTP                             which one? answer with a digit
  TEMPAT KTP                             where to go, and whether it is open now
  LAPOR lampu jalan mati di pasar        a complaint gets a number and a date
  CEK and that number                    how it stands

The log is demo/sampand.log. In another terminal, as the operator:
  $build/sampan -c demo/sampan.conf message list

TEXT
fi
"$build/sampan-phone" --link "$demo/modem" --number "$number"
