# syntax=docker/dockerfile:1

FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY . .
# Machine code beside the IL, for a quick start.
RUN dotnet publish src/Clausea.Batch.Worker/Clausea.Batch.Worker.csproj --configuration Release --output /app \
    --use-current-runtime --self-contained false -p:PublishReadyToRun=true

# The runtime image brings time zones (tzdata) and ICU, which the SQL Server driver asks for.
FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /app
COPY --from=build /app .
RUN mkdir -p /data/inbox && chown -R app:app /data

# --urls says where to listen; without this the image's own port setting would only cause a warning.
ENV ASPNETCORE_HTTP_PORTS=

USER app
VOLUME /data
EXPOSE 8080
ENTRYPOINT ["./clausea"]
CMD ["serve", "--data", "/data", "--urls", "http://0.0.0.0:8080"]
