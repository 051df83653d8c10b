package io.lockstep.workflows.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class GatheringTest {

  private final List<List<Integer>> sent = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch first = new CountDownLatch(1);

  @Test
  void whatComesWhileOneIsUnderWayGoesTogether() {
    var gathering = new Gathering<Integer>((to, all) -> sendAfterTheFirst(all));
    List<CompletableFuture<Void>> senders = new ArrayList<>();
    senders.add(CompletableFuture.runAsync(() -> gathering.send("acme", 0)));
    await().until(() -> sent.size() == 1);
    for (int n = 1; n <= 2; n++) {
      int mine = n;
      Thread sender = new Thread(() -> gathering.send("acme", mine));
      sender.start();
      await().until(() -> sender.getState() == Thread.State.WAITING);
    }
    gathering.send("other", 7); // another address waits for nobody
    first.countDown();
    senders.forEach(CompletableFuture::join);
    await().until(() -> sent.size() == 3);
    assertThat(sent).containsExactly(List.of(0), List.of(7), List.of(1, 2));
  }

  @Test
  void everybodyInAParcelHearsThatItFailedWhateverTheFailure() {
    var gathering =
        new Gathering<Integer>(
            (to, all) -> {
              sendAfterTheFirst(all);
              if (!all.contains(0)) {
                throw new AssertionError("not received");
              }
            });
    CompletableFuture<Void> alone = CompletableFuture.runAsync(() -> gathering.send("acme", 0));
    await().until(() -> sent.size() == 1);
    List<Throwable> heard = Collections.synchronizedList(new ArrayList<>());
    for (int n = 1; n <= 2; n++) {
      int mine = n;
      Thread sender =
          new Thread(() -> heard.add(catchThrowable(() -> gathering.send("acme", mine))));
      sender.start();
      await().until(() -> sender.getState() == Thread.State.WAITING);
    }
    first.countDown();
    alone.join();
    await().until(() -> heard.size() == 2);
    assertThat(sent).containsExactly(List.of(0), List.of(1, 2));
    assertThat(heard)
        .allSatisfy(failure -> assertThat(failure).hasRootCauseMessage("not received"));
  }

  private void sendAfterTheFirst(List<Integer> all) {
    sent.add(all);
    if (all.contains(0)) {
      try {
        first.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
