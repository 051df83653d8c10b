package io.lockstep.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lockstep.core.Side;
import io.lockstep.core.pair.JournalEntry;
import io.lockstep.core.pair.JournalEntry.Act;
import io.lockstep.ledger.PairLedger;
import io.lockstep.ledger.PairLedger.ListedEntry;
import io.lockstep.workflows.start.WorkflowStarts;
import io.temporal.client.WorkflowClient;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.net.BindException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;

class CommentaryTest {

  private final AtomicInteger asked = new AtomicInteger();

  @Test
  void aLedgerThatDoesNotAnswerForAMomentIsAskedAgainAndNoChangeIsLeftOut() {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    Commentary commentary =
        new Commentary(
            ledger(),
            "sandbox",
            new WorkflowStarts(nothing(WorkflowClient.class)),
            new PrintStream(said, true, UTF_8));
    CompletableFuture<Void> following = CompletableFuture.runAsync(commentary::follow);
    await().until(() -> asked.get() > 6);
    commentary.close();
    following.join();
    assertThat(said.toString(UTF_8).lines())
        .satisfiesExactly(
            one -> assertThat(one).endsWith("c8  rewards updated: firstName"),
            two -> assertThat(two).endsWith("c9  rewards updated: firstName"));
  }

  /** Every other question fails; numbers 8 and 9 are newer than the first answer. */
  private PairLedger ledger() {
    return (PairLedger)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {PairLedger.class},
            (proxy, method, arguments) -> {
              if (asked.incrementAndGet() % 2 == 1) {
                throw new DataAccessResourceFailureException("the socket is dead");
              }
              return switch (method.getName()) {
                case "journal" -> List.of(entry(7));
                case "journalAfter" -> after((Long) arguments[1]);
                default -> throw new UnsupportedOperationException(method.getName());
              };
            });
  }

  private static List<ListedEntry> after(long number) {
    return number < 9 ? List.of(entry(number + 1)) : List.of();
  }

  private static ListedEntry entry(long number) {
    return new ListedEntry(
        number,
        "sandbox",
        new JournalEntry(
            Instant.EPOCH,
            "c" + number,
            Act.UPDATED,
            Side.REWARDS,
            List.of("firstName"),
            "lockstep"));
  }

  @SuppressWarnings("unchecked")
  private static <T> T nothing(Class<T> type) {
    return (T)
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              throw new UnsupportedOperationException(method.getName());
            });
  }

  @Test
  void aShellCanReadAScriptUnderAnyName() {
    assertThat(Commentary.reading(Path.of("my home", "Ada's", "try.sh")))
        .isEqualTo(". 'my home/Ada'\\''s/try.sh'");
  }

  @Test
  void aPortThatTheSystemKeepsIsNotCalledTaken() {
    assertThat(PortCheck.sentence(80, "worker", new BindException("Permission denied")))
        .contains("not this user's to open", "-Dlockstep.port.worker=<port>")
        .doesNotContain("another program");
    assertThat(PortCheck.sentence(8081, "worker", new BindException("Address already in use")))
        .contains("taken by another program; stop it");
  }

  @Test
  void aPortThatIsNoneIsASentence() {
    Properties given = new Properties();
    given.setProperty("lockstep.port.worker", "abc");
    assertThatThrownBy(() -> Settings.from(given))
        .isInstanceOf(StartFailedException.class)
        .hasMessage("lockstep.port.worker must be a port number, 1 to 65535");
  }
}
