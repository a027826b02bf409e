# The product for production: no servers inside, no rights, nothing written but its volume.
FROM python:3.11-slim

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /srv/kartoteka

# Dependencies change seldom: a layer of their own.
COPY requirements.txt constraints.txt ./
RUN pip install -r requirements.txt -c constraints.txt

RUN useradd --uid 10001 --no-create-home --home-dir /srv/kartoteka --shell /usr/sbin/nologin kartoteka \
    && install -d -o kartoteka -g kartoteka -m 0700 /var/lib/kartoteka
COPY . .
RUN python -m core.catalogues

ENV KARTOTEKA_VAR=/var/lib/kartoteka DJANGO_SETTINGS_MODULE=crm.settings
VOLUME /var/lib/kartoteka
USER 10001:10001
EXPOSE 8000
CMD ["gunicorn", "--config", "python:deploy.gunicorn_conf", "crm.wsgi"]
