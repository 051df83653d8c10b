package io.lockstep.activities.items;

import io.lockstep.activities.CallContext;
import io.lockstep.activities.sync.Apply;
import io.lockstep.activities.sync.Book;
import io.lockstep.activities.sync.DeleteStep;
import io.lockstep.activities.sync.Ports;
import io.lockstep.activities.sync.Step;
import io.lockstep.activities.sync.UpdateStep;
import io.lockstep.core.FlowKey;
import io.lockstep.core.error.ProviderError;
import io.lockstep.core.error.ProviderException;
import io.lockstep.core.item.ItemKind;
import io.lockstep.core.item.ItemRef;
import io.lockstep.core.merge.ItemMerge;
import io.lockstep.core.pair.Link;
import io.lockstep.core.person.PersonView;
import io.lockstep.core.plan.Op;
import io.lockstep.core.plan.Outcome;
import io.lockstep.ledger.Connection;
import io.lockstep.workflows.sync.ApplyRequest;
import java.util.Optional;

/** Applies one operation to a task or a note. */
public final class ItemApply extends Apply<ItemBench> {

  private final Ports ports;
  private final ItemKind kind;
  private final ItemBenches benches;
  private final ItemFreeze freeze;
  private final FileCopies copies = new FileCopies();

  public ItemApply(Ports ports, ItemKind kind) {
    super(ports, kind.flow());
    this.ports = ports;
    this.kind = kind;
    this.benches = new ItemBenches(ports, kind);
    this.freeze = new ItemFreeze(ports, kind);
  }

  @Override
  protected Book book(ApplyRequest request) {
    ItemRef item = request.op().item();
    if (item == null) {
      throw new IllegalStateException("an operation of an item flow names no item");
    }
    return Book.of(ports.items(), request.key(), item);
  }

  @Override
  protected Optional<String> whyFrozen(Connection connection, FlowKey key) {
    if (benches.items(connection).isEmpty()) {
      return Optional.of("the mapping leaves " + kind.word() + "s where they are");
    }
    Optional<Link> pair = pair(key);
    return pair.isEmpty()
        ? Optional.of("the contact is no longer linked")
        : freeze.why(key, pair.get());
  }

  @Override
  protected ItemBench open(Connection connection, ApplyRequest request, CallContext caller) {
    return benches
        .open(connection, pair(request.key()).orElseThrow(), caller)
        .ending(request.op().footer());
  }

  private Optional<Link> pair(FlowKey key) {
    return ports.pairs().linkOfContact(key.connection(), key.contactId());
  }

  @Override
  protected Outcome perform(Step step, ItemBench bench) {
    try {
      // What an earlier attempt made is looked for first: nothing is copied for it again.
      Optional<Outcome> before =
          step.op().kind() == Op.Kind.CREATE
              ? new ItemCreate(step, bench).before()
              : Optional.empty();
      return before.isPresent() ? before.get() : copies.copyThen(step, bench, ItemApply::write);
    } catch (ProviderException failure) {
      if (failure.error().kind() != ProviderError.Kind.GONE) {
        throw failure;
      }
      // An open intent stays open: what an earlier attempt made may be seen again with its contact.
      return Outcome.stale("the contact, or the note whose files are copied, is gone");
    }
  }

  private static Outcome write(Step step, ItemBench bench) {
    return switch (step.op().kind()) {
      case CREATE -> new ItemCreate(step, bench).send();
      case UPDATE -> new UpdateStep(step).apply();
      case DELETE -> new DeleteStep(step, survivor -> isUntouched(step, bench, survivor)).apply();
      case ADD_TAGS, REMOVE_TAGS, ADD_FILE, UNKNOWN ->
          throw new IllegalStateException("no item is written by " + step.op().kind());
    };
  }

  private static boolean isUntouched(Step step, ItemBench bench, PersonView survivor) {
    return ItemMerge.isUntouched(
        step.key(), bench.items(), bench.forms(), bench.digester(), step.record(), survivor);
  }
}
