package io.lockstep.workflows.connection;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What both sides of a pair showed at one moment, or why they could not be asked. It holds personal
 * data: the codec seals it in the run's history, and its text forms hold none.
 *
 * @param contactId HighLevel's id; null where the pair has no contact, or it is gone
 * @param profileId BHN's id; null where the pair has no profile, or it is gone
 * @param fields the mapped fields of the contact, tags and consent; empty in later parts
 * @param items tasks, then notes: a part of them
 * @param next the {@code from} of the next part; null at the end
 * @param remarks sentences on what is missing or cut
 * @param problem a sentence that says why nothing was read; null when it was
 * @param retryIn then: the earliest useful repeat; zero when nobody knows
 */
public record LiveValues(
    Instant readAt,
    @Nullable String contactId,
    @Nullable String profileId,
    List<Field> fields,
    List<Item> items,
    @Nullable Integer next,
    List<String> remarks,
    @Nullable String problem,
    Duration retryIn) {

  /**
   * One mapped field.
   *
   * @param contacts as HighLevel shows it; null when it does not
   * @param rewards as BHN shows it; null when it does not
   */
  public record Field(String name, @Nullable Shown contacts, @Nullable Shown rewards) {

    @Override
    public String toString() { // values are a person's data
      return "Field[" + name + "]";
    }
  }

  /** What one side shows of a field: nothing, one text, or the elements of a set. */
  public record Shown(List<String> texts) {

    public Shown {
      texts = List.copyOf(texts);
    }

    @Override
    public String toString() { // values are a person's data
      return "Shown[" + texts.size() + "]";
    }
  }

  /**
   * One task or note, both halves of it where it is linked.
   *
   * @param item as lists name it, such as {@code task/c:abc}; null while the ledger knows no link
   * @param kind {@code task} or {@code note}
   * @param contactsId HighLevel's id; null where it shows none
   * @param rewardsId BHN's id; null where it shows none
   */
  public record Item(
      @Nullable String item,
      String kind,
      @Nullable String contactsId,
      @Nullable String rewardsId,
      List<Field> fields) {

    public Item {
      fields = List.copyOf(fields);
    }
  }

  public LiveValues {
    fields = List.copyOf(fields);
    items = List.copyOf(items);
    remarks = List.copyOf(remarks);
  }

  /** Nothing was read. */
  public static LiveValues notRead(Instant at, String problem, Duration retryIn) {
    return new LiveValues(at, null, null, List.of(), List.of(), null, List.of(), problem, retryIn);
  }
}
