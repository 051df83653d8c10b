package io.lockstep.activities.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.activities.contract.Features.Call;
import io.lockstep.activities.http.Repeat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/operations.md} is made of what the connectors' methods say of themselves. */
class OperationsPageTest {

  private static final Path PAGE = Path.of("../docs/operations.md");
  private static final String MADE_ANEW_BY =
      "docs/operations.md is made of the @Operation annotations; write it anew with\n"
          + "mvn test -pl activities -am -Dtest=OperationsPageTest"
          + " -Dsurefire.failIfNoSpecifiedTests=false -Dlockstep.docs.write=true\n";

  @Test
  void thePageSaysWhatTheMethodsSay() throws IOException {
    String page = page();
    if (Boolean.getBoolean("lockstep.docs.write")) {
      Files.writeString(PAGE, page);
    }
    assertThat(Files.exists(PAGE) ? Files.readString(PAGE) : "").as(MADE_ANEW_BY).isEqualTo(page);
  }

  @Test
  void everyCallSaysWhatItNeedsAndWhatARepeatDoes() {
    assertThat(
            Stream.of("highlevel", "grant", "bhn").flatMap(one -> Features.callsOf(one).stream()))
        .hasSizeGreaterThan(100)
        .allSatisfy(call -> assertThat(call.operation()).as("%s", call.method()).isNotNull());
  }

  @Test
  void noTwoCallsOfAProviderHaveOneName() {
    for (String connector : List.of("highlevel", "bhn")) {
      assertThat(Features.callsOf(connector)).extracting(Call::name).doesNotHaveDuplicates();
    }
  }

  private static String page() {
    return """
        # Operations

        Every call the connectors can make for a connection, as it is declared in `activities`. This page is made of those
        declarations: change one there, and the test that compares the two says how to write the page anew. How to add
        one: [extend.md](extend.md).

        **Scope** is what the token needs; without it the answer is REFUSED. Each call takes one of the connection's
        budget: HighLevel allows 100 in 10 seconds and 200,000 a day, and counts its token calls (`HighLevelOAuth`) apart,
        undocumented; BHN names no limits.
        **Errors** are those an operation can have of its own; any can have AUTH, RATE_LIMITED and TRANSIENT.
        **Source** is the file and the operation's id there: HighLevel's own OpenAPI files, its help
        where they have none, and [bhn-rewards.yaml](contracts/bhn-rewards.yaml), which says which half of it is ours.

        **A repeat**, which is a second call with the same arguments, after a lost answer for instance:

        %s
        ## HighLevel

        %s
        %s
        ## BHN Rewards

        %s"""
        .formatted(
            repeats(),
            features("highlevel", "HighLevel"),
            features("grant", "HighLevel"),
            features("bhn", "Bhn"));
  }

  private static String repeats() {
    return Arrays.stream(Repeat.values())
        .map(repeat -> "- `%s` %s\n".formatted(word(repeat), repeat.words()))
        .collect(Collectors.joining());
  }

  private static String word(Repeat repeat) {
    return repeat.name().toLowerCase(Locale.ROOT);
  }

  private static String features(String connector, String prefix) {
    return Features.of(connector).stream()
        .map(type -> feature(type, title(type, prefix)))
        .collect(Collectors.joining("\n"));
  }

  /** {@code HighLevelContactLists} is "Contact lists". */
  private static String title(Class<?> type, String prefix) {
    String[] words =
        type.getSimpleName().substring(prefix.length()).split("(?<=[a-z])(?=[A-Z])", 2);
    return words.length == 1
        ? words[0]
        : words[0] + " " + words[1].replaceAll("(?<=[a-z])([A-Z])", " $1").toLowerCase(Locale.ROOT);
  }

  private static String feature(Class<?> type, String title) {
    boolean scopes =
        Features.calls(type).stream().anyMatch(call -> !call.operation().scope().isEmpty());
    String head =
        scopes
            ? """
              | operation | call | scope | a repeat | errors | source |
              | --- | --- | --- | --- | --- | --- |
              """
            : """
              | operation | call | a repeat | errors | source |
              | --- | --- | --- | --- | --- |
              """;
    return "### %s (`%s`)\n\n%s%s"
        .formatted(
            title,
            type.getSimpleName(),
            head,
            Features.calls(type).stream()
                .map(call -> row(call, scopes))
                .collect(Collectors.joining()));
  }

  private static String row(Call call, boolean scopes) {
    String errors =
        Arrays.stream(call.operation().errors()).map(Enum::name).collect(Collectors.joining(", "));
    return "| `%s` | `%s %s` |%s %s | %s | `%s` |\n"
        .formatted(
            call.name(),
            call.verb(),
            call.path(),
            scopes ? " " + scope(call) + " |" : "",
            word(call.operation().repeat()),
            errors,
            call.operation().source());
  }

  private static String scope(Call call) {
    String scope = call.operation().scope();
    return scope.isEmpty() ? "none" : "`" + scope + "`";
  }
}
