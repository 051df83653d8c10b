package io.lockstep.sandbox.world;

import io.lockstep.sandbox.http.Lens;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One record through time: what it is, what it was before, what a lagging index still shows. */
public final class Versions<T> {

  // More than a lagging index or a stale read looks back; a world of a million edits stays small.
  private static final int KEPT = 16;

  private record Version<T>(Instant at, @Nullable T value) {}

  private final Deque<Version<T>> newestFirst = new ArrayDeque<>();
  private boolean forgetful;

  public Versions(Instant at, T value) {
    newestFirst.addFirst(new Version<>(at, value));
  }

  /** Empty once it is deleted. */
  public Optional<T> now() {
    return Optional.ofNullable(newestFirst.getFirst().value());
  }

  /** As a read through that lens shows it. */
  public Optional<T> through(Lens lens) {
    Instant then = lens.then();
    if (then != null) {
      return at(then);
    }
    return lens.former() ? former() : now();
  }

  /** As it was before its last change; a record never changed shows as it is. */
  public Optional<T> former() {
    Iterator<Version<T>> versions = newestFirst.iterator();
    Version<T> newest = versions.next();
    return Optional.ofNullable(versions.hasNext() ? versions.next().value() : newest.value());
  }

  /**
   * As it was at that time; empty if it did not exist yet, or no longer. Further back than is kept,
   * it is the oldest that is.
   */
  public Optional<T> at(Instant time) {
    for (Version<T> version : newestFirst) {
      if (!version.at().isAfter(time)) {
        return Optional.ofNullable(version.value());
      }
    }
    return forgetful ? Optional.ofNullable(newestFirst.getLast().value()) : Optional.empty();
  }

  public void put(Instant at, T value) {
    add(new Version<>(at, value));
  }

  public void delete(Instant at) {
    add(new Version<>(at, null));
  }

  private void add(Version<T> version) {
    newestFirst.addFirst(version);
    if (newestFirst.size() > KEPT) {
      newestFirst.removeLast();
      forgetful = true;
    }
  }
}
