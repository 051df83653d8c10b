package io.lockstep.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.sandbox.faults.FaultKind;
import io.lockstep.sandbox.seed.Awkward;
import io.lockstep.sandbox.webhooks.RetryPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/sandbox.md tells all there is. */
class SandboxPageTest {

  private final String page;

  SandboxPageTest() throws IOException {
    page = Files.readString(Path.of("../docs/sandbox.md"));
  }

  @Test
  void everyAwkwardCaseIsListedWithWhatFindsIt() {
    for (Awkward one : Awkward.cases()) {
      List<String> findable =
          Stream.concat(one.contacts().stream(), one.profiles().stream())
              .map(SandboxPageTest::findableBy)
              .filter(text -> !text.matches("(uk[2-4]|mixed.case)@example.com"))
              .toList();
      assertThat(findable).as(one.what()).allSatisfy(text -> assertThat(page).contains(text));
      assertThat(page).contains(one.what().replaceAll(":.*", ""));
    }
  }

  private static String findableBy(Map<String, Object> record) {
    return String.valueOf(record.getOrDefault("email", record.get("phone")));
  }

  @Test
  void everyFaultPolicyAndControlCallIsListed() {
    assertThat(FaultKind.words()).allSatisfy(word -> assertThat(page).contains("`" + word + "`"));
    assertThat(RetryPolicy.words()).allSatisfy(word -> assertThat(page).contains("`" + word + "`"));
    List<String> calls = new Play().control("GET", "").texts("control");
    assertThat(calls).hasSizeGreaterThan(10);
    assertThat(calls)
        .filteredOn(call -> !call.equals("GET /"))
        .allSatisfy(call -> assertThat(page).contains("`" + call.replace(" /", " ")));
  }
}
