package io.lockstep.workflows.start;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends to each address one thing at a time, and what arrives meanwhile together: a burst of a
 * hundred webhooks for one queue is a few signals. Everybody waits until their own was sent.
 */
final class Gathering<T> {

  /** One signal stays far below what a payload may hold. */
  private static final int MOST = 50;

  private final BiConsumer<String, List<T>> send;
  private final ConcurrentHashMap<String, Address<T>> addresses = new ConcurrentHashMap<>();

  private static final class Address<T> {
    final Semaphore sending = new Semaphore(1, true);
    @Nullable Parcel<T> open; // guarded by this
  }

  private static final class Parcel<T> {
    final List<T> content = new ArrayList<>(); // guarded by its address
    final CompletableFuture<Void> sent = new CompletableFuture<>();
  }

  /**
   * @param send throws when it is not sure that it was received
   */
  Gathering(BiConsumer<String, List<T>> send) {
    this.send = send;
  }

  /** Sends it, alone or with others; throws what sending threw. */
  void send(String to, T one) {
    Address<T> address = addresses.computeIfAbsent(to, first -> new Address<>());
    Parcel<T> mine;
    boolean first;
    synchronized (address) {
      Parcel<T> open = address.open;
      first = open == null || open.content.size() == MOST;
      mine = open == null || first ? new Parcel<>() : open;
      address.open = mine;
      mine.content.add(one);
    }
    if (first) {
      dispatch(to, address, mine);
    }
    join(mine);
  }

  private void dispatch(String to, Address<T> address, Parcel<T> parcel) {
    address.sending.acquireUninterruptibly();
    try {
      List<T> content;
      synchronized (address) {
        if (address.open == parcel) {
          address.open = null;
        }
        content = List.copyOf(parcel.content);
      }
      send.accept(to, content);
      parcel.sent.complete(null);
    } catch (Throwable failed) { // whatever it was, nobody may wait for ever
      parcel.sent.completeExceptionally(failed);
    } finally {
      address.sending.release();
    }
  }

  private static void join(Parcel<?> parcel) {
    try {
      parcel.sent.join();
    } catch (CompletionException failed) {
      throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
    }
  }
}
