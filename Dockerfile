# syntax=docker/dockerfile:1
# One file for the four services: docker build --build-arg SERVICE=mfa-service .
# Nothing secret goes in: configuration comes from the environment when a container starts (docs/operations.md).

FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /rekey
COPY . .
# All four at once, so that the four images share this stage.
RUN --mount=type=cache,target=/root/.m2 \
    mvn -B -ntp -q -Dmaven.test.skip -pl identity-service,mfa-service,device-service,notification-service -am package

FROM eclipse-temurin:25-jre AS layers
ARG SERVICE
WORKDIR /layers
COPY --from=build /rekey/${SERVICE}/target/${SERVICE}-*-exec.jar service.jar
RUN java -Djarmode=tools -jar service.jar extract --layers --destination extracted

FROM eclipse-temurin:25-jre
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin rekey
USER 10001:10001
WORKDIR /rekey
# What changes least first: an update of Rekey moves the last layer alone.
COPY --from=layers /layers/extracted/dependencies/ ./
COPY --from=layers /layers/extracted/snapshot-dependencies/ ./
COPY --from=layers /layers/extracted/application/ ./
ENTRYPOINT ["java", "-XX:+UseSerialGC", "-XX:MaxRAMPercentage=50", "-XX:+ExitOnOutOfMemoryError", \
    "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-jar", "service.jar"]
