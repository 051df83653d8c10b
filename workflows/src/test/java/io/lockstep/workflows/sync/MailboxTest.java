package io.lockstep.workflows.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.core.Hint;
import io.lockstep.core.Lane;
import io.lockstep.core.Side;
import io.lockstep.core.plan.Decision;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MailboxTest {

  private final Mailbox mailbox = new Mailbox(List.of(), List.of());

  @Test
  void takingEmptiesIt() {
    mailbox.add(hint(1));
    mailbox.add(Decision.retry());
    assertThat(mailbox.take().hints()).containsExactly(hint(1));
    assertThat(mailbox.isEmpty()).isTrue();
    assertThat(mailbox.take().decisions()).isEmpty();
  }

  @Test
  void whatIsPutBackIsOlderThanWhatCameMeanwhileAndIsNotFresh() {
    mailbox.add(hint(1));
    Mailbox.Batch batch = mailbox.take();
    mailbox.putBack(batch);
    assertThat(mailbox.isFresh()).isFalse();
    mailbox.add(hint(2));
    mailbox.putBack(new Mailbox.Batch(List.of(hint(0)), List.of()));
    assertThat(mailbox.isFresh()).isTrue();
    assertThat(mailbox.take().hints()).containsExactly(hint(0), hint(1), hint(2));
  }

  @Test
  void aFullMailboxForgetsTheOldestHintsButNoDecision() {
    mailbox.add(Decision.retry());
    IntStream.range(0, 250).forEach(i -> mailbox.add(hint(i)));
    mailbox.putBack(new Mailbox.Batch(List.of(hint(-1)), List.of(Decision.skip("op"))));
    Mailbox.Batch batch = mailbox.take();
    assertThat(batch.hints())
        .hasSize(LookRequest.MOST_HINTS)
        .startsWith(hint(150).withoutEvidence())
        .endsWith(hint(249));
    assertThat(batch.decisions()).containsExactly(Decision.skip("op"), Decision.retry());
  }

  @Test
  void aDecisionSaidAgainIsTheLastWord() {
    Decision contacts = Decision.resolve("email", Side.CONTACTS);
    Decision rewards = Decision.resolve("email", Side.REWARDS);
    List.of(contacts, rewards, contacts).forEach(mailbox::add);
    assertThat(mailbox.take().decisions()).containsExactly(rewards, contacts);
  }

  @Test
  void aDecisionPutBackIsOlderThanWhatCameMeanwhile() {
    Decision contacts = Decision.resolve("email", Side.CONTACTS);
    Decision rewards = Decision.resolve("email", Side.REWARDS);
    mailbox.add(rewards);
    mailbox.add(contacts);
    mailbox.putBack(new Mailbox.Batch(List.of(), List.of(contacts, rewards, Decision.skip("op"))));
    assertThat(mailbox.take().decisions()).containsExactly(Decision.skip("op"), rewards, contacts);
  }

  @Test
  void arrivalsAreCountedEvenWhereAHintIsTheSame() {
    assertThat(mailbox.add(hint(1))).isEqualTo(1);
    assertThat(mailbox.add(hint(1))).isEqualTo(2);
    assertThat(mailbox.take().hints()).hasSize(1);
  }

  @Test
  void aPersonAndAHintWithoutEvidenceNeedALook() {
    Hint shown = new Hint(Hint.Source.WEBHOOK, null, null, "e", null, Map.of("email", "k:1"));
    assertThat(new Mailbox.Batch(List.of(shown), List.of()).needsALook()).isFalse();
    assertThat(new Mailbox.Batch(List.of(shown, hint(1)), List.of()).needsALook()).isTrue();
    assertThat(new Mailbox.Batch(List.of(), List.of(Decision.retry())).needsALook()).isTrue();
  }

  @Test
  void theMostUrgentNewsGivesTheLaneAndNoNewsKeepsIt() {
    Hint sweep = Hint.from(Hint.Source.SWEEP);
    assertThat(new Mailbox.Batch(List.of(sweep), List.of()).lane(Lane.LIVE)).isEqualTo(Lane.BULK);
    assertThat(new Mailbox.Batch(List.of(sweep, hint(1)), List.of()).lane(Lane.BULK))
        .isEqualTo(Lane.LIVE);
    assertThat(new Mailbox.Batch(List.of(sweep), List.of(Decision.retry())).lane(Lane.BULK))
        .isEqualTo(Lane.LIVE);
    assertThat(new Mailbox.Batch(List.of(), List.of()).lane(Lane.BULK)).isEqualTo(Lane.BULK);
  }

  private static Hint hint(int number) {
    return new Hint(Hint.Source.WEBHOOK, null, null, "e" + number, null, Map.of());
  }
}
