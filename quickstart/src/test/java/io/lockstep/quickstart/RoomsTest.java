package io.lockstep.quickstart;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the walls between the rooms: who may use whom, and what replayed code may not touch. */
class RoomsTest {

  private static final JavaClasses LOCKSTEP =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.lockstep");

  /** The third column of the design's table of rooms; the JDK and JSpecify are free to all. */
  private static final List<Room> ROOMS =
      List.of(
          Room.of("core", "org.yaml.snakeyaml..", "com.google.i18n.phonenumbers..", "org.jsoup.."),
          Room.of("workflows", "io.lockstep.core..", "io.temporal..", "com.uber.m3.."),
          Room.of(
              "engine",
              "io.temporal..",
              "io.grpc..",
              "com.google.protobuf..",
              "com.google.crypto.tink..",
              "com.fasterxml.jackson..",
              "com.uber.m3..",
              "io.micrometer..",
              "org.springframework..",
              "org.slf4j.."),
          Room.of(
              "ledger",
              "io.lockstep.core..",
              "org.springframework..",
              "org.flywaydb..",
              "com.zaxxer.hikari..",
              "com.google.crypto.tink..",
              "org.postgresql..",
              "org.slf4j.."),
          Room.of(
              "activities",
              "io.lockstep.core..",
              "io.lockstep.workflows..",
              "io.lockstep.ledger..",
              "io.temporal..",
              "feign..",
              "com.fasterxml.jackson..",
              "com.google.crypto.tink..",
              "org.springframework.context..",
              "org.springframework.transaction..",
              "org.springframework.boot.context.properties..",
              "org.slf4j.."),
          Room.of(
              "sandbox",
              "com.fasterxml.jackson..",
              "com.google.i18n.phonenumbers..",
              "com.sun.net.httpserver.."));

  static Stream<Room> rooms() {
    return ROOMS.stream();
  }

  @ParameterizedTest
  @MethodSource("rooms")
  void aRoomUsesOnlyWhatTheDesignLetsIn(Room room) {
    room.rule().check(LOCKSTEP);
  }

  @Test
  void theWorkerNeverReachesIntoTheStarterApiNorTheOtherWayRound() {
    noClasses()
        .that(resideInAPackage("io.lockstep.worker.."))
        .should()
        .dependOnClassesThat(resideInAnyPackage("io.lockstep.starter..", "io.lockstep.sandbox.."))
        .check(LOCKSTEP);
    noClasses()
        .that(resideInAPackage("io.lockstep.starter.."))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                "io.lockstep.activities..",
                "io.lockstep.worker..",
                "io.lockstep.sandbox..",
                "feign.."))
        .because("the starter-api never calls a provider")
        .check(LOCKSTEP);
  }

  @Test
  void replayedAndPureCodeTouchesNoClockAndNoChance() {
    clockless("io.lockstep.core..").check(LOCKSTEP);
    clockless("io.lockstep.workflows..").check(LOCKSTEP);
  }

  @Test
  void theWallsBite() {
    Room sealed = Room.of("quickstart", "org.jspecify..");
    assertThatThrownBy(() -> sealed.rule().check(LOCKSTEP))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("io.lockstep.quickstart");
    assertThatThrownBy(() -> clockless("io.lockstep.quickstart..").check(LOCKSTEP))
        .as("the quickstart handles threads")
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void everyRoomIsSeen() {
    assertThat(
            LOCKSTEP.stream()
                .map(type -> type.getPackageName().split("\\.", 4)[2])
                .distinct()
                .filter(room -> !room.equals("bench")))
        .containsExactlyInAnyOrder(
            "core",
            "workflows",
            "engine",
            "ledger",
            "activities",
            "worker",
            "starter",
            "sandbox",
            "quickstart");
  }

  private static ArchRule clockless(String packages) {
    DescribedPredicate<JavaClass> forbidden =
        resideInAnyPackage(
                "feign..", "org.springframework..", "java.sql..", "javax.sql..", "java.net.http..")
            .or(JavaClass.Predicates.assignableTo(Thread.class))
            .or(JavaClass.Predicates.assignableTo(ThreadLocalRandom.class));
    return noClasses()
        .that(resideInAPackage(packages))
        .should()
        .dependOnClassesThat(forbidden)
        .orShould()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(LocalDate.class, "now")
        .orShould()
        .callMethod(LocalDateTime.class, "now")
        .orShould()
        .callMethod(Clock.class, "systemUTC")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(UUID.class, "randomUUID")
        .orShould()
        .callMethod(Math.class, "random")
        .because("this code is replayed or compared; its time and chance come in as parameters");
  }

  /** One room and the packages it may use besides itself. */
  private record Room(String name, List<String> mayUse) {

    static Room of(String name, String... mayUse) {
      return new Room(name, List.of(mayUse));
    }

    ArchRule rule() {
      String own = "io.lockstep." + name + "..";
      String[] free = {own, "java..", "javax..", "org.jspecify..", ""};
      return classes()
          .that()
          .resideInAPackage(own)
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(free).or(resideInAnyPackage(mayUse.toArray(String[]::new))))
          .as(name + " uses only " + String.join(", ", mayUse));
    }

    @Override
    public String toString() {
      return name;
    }
  }
}
