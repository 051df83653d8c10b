package io.lockstep.workflows.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
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
  void whoeverWasInTheSameParcelHearsThatItFailed() {
    var gathering =
        new Gathering<Integer>(
            (to, all) -> {
              throw new IllegalArgumentException("not received");
            });
    assertThatThrownBy(() -> gathering.send("acme", 1))
        .isInstanceOf(IllegalArgumentException.class);
    CompletableFuture<Void> again = CompletableFuture.runAsync(() -> gathering.send("acme", 2));
    assertThatThrownBy(again::join)
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(IllegalArgumentException.class);
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
