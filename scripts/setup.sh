#!/bin/sh
# Makes .venv with everything pinned; does nothing when it is up to date.
#   sh scripts/setup.sh        what the product needs
#   sh scripts/setup.sh dev    tests and static checks too
# Plain sh, because it runs before there is any Python of ours. `.venv/bin/python -m` everywhere:
# the first lines of scripts in .venv/bin break when the path holds a space.
set -eu

need="${1:-run}"
python=.venv/bin/python

case "${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}" in en*) english=1 ;; *) english=0 ;; esac

# say RUSSIAN ENGLISH: in the language of the terminal, Russian by default.
say() {
    if [ "$english" = 1 ]; then printf '%s\n' "$2"; else printf '%s\n' "$1"; fi
}

fail() {
    say "$1" "$2" >&2
    exit 1
}

is_new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

find_python() {
    for candidate in ${PYTHON:-} python3.13 python3.12 python3.11 python3.14 python3 python; do
        if is_new_enough "$candidate"; then
            printf '%s\n' "$candidate"
            return
        fi
    done
    fail "Нужен Python 3.11 или новее, а найден $(python3 --version 2>/dev/null || echo 'никакой'). \
Установите его (Debian, Ubuntu: sudo apt install python3 python3-venv) или укажите: make run PYTHON=/путь/к/python3" \
        "Python 3.11 or newer is needed; found: $(python3 --version 2>/dev/null || echo none). \
Install it (Debian, Ubuntu: sudo apt install python3 python3-venv) or name it: make run PYTHON=/path/to/python3"
}

make_environment() {
    found=$(find_python)
    say "Готовлю окружение .venv ($("$found" --version))…" "Preparing .venv ($("$found" --version))…"
    if ! "$found" -c 'import venv, ensurepip' >/dev/null 2>&1; then
        package="python$("$found" -c 'import sys; print("%d.%d" % sys.version_info[:2])')-venv"
        fail "У $found нет модуля venv. Установите его: sudo apt install $package — и повторите команду." \
            "$found has no venv module. Install it: sudo apt install $package, then run the command again."
    fi
    "$found" -m venv --clear .venv || fail \
        "Не удалось создать .venv: проверьте свободное место и права на папку $(pwd)." \
        "Could not make .venv: check free space and your rights on $(pwd)."
}

install_packages() {
    say "Устанавливаю пакеты ($1), обычно меньше минуты…" "Installing packages ($1), usually under a minute…"
    if ! "$python" -m pip install --quiet --quiet --disable-pip-version-check --no-input -r "$1" -c constraints.txt; then
        fail "Пакеты не установились (причина выше). Если нет доступа к PyPI, укажите своё зеркало: \
PIP_INDEX_URL=https://… make run; за прокси-сервером задайте HTTPS_PROXY. Затем повторите команду." \
            "Packages were not installed (the reason is above). Without access to PyPI name a mirror: \
PIP_INDEX_URL=https://… make run; behind a proxy set HTTPS_PROXY. Then run the command again."
    fi
}

if [ ! -f requirements.txt ]; then
    fail "Запустите команду в папке Картотеки." "Run this in Kartoteka's folder."
fi
# A moved folder, a removed or a too old interpreter: begin again.
is_new_enough "$python" || make_environment

# A stamp holds the sum of the lists it was installed from.
stamp_of() {
    { "$python" --version; cat requirements.txt constraints.txt "$@"; } | cksum
}

is_stamped() {
    [ "$(cat ".venv/installed-$1" 2>/dev/null || true)" = "$2" ]
}

product=$(stamp_of)
if [ "$need" = dev ]; then
    everything=$(stamp_of requirements-dev.txt)
    if ! is_stamped dev "$everything"; then
        install_packages requirements-dev.txt
        printf '%s\n' "$everything" >.venv/installed-dev
        printf '%s\n' "$product" >.venv/installed-run
    fi
elif ! is_stamped run "$product"; then
    install_packages requirements.txt
    printf '%s\n' "$product" >.venv/installed-run
fi
"$python" -m core.catalogues
