package io.lockstep.activities.items;

import io.lockstep.activities.ItemCalls;
import io.lockstep.activities.bhn.Bhn;
import io.lockstep.activities.bhn.BhnFiles;
import io.lockstep.activities.highlevel.HighLevel;
import io.lockstep.activities.sync.Fields;
import io.lockstep.activities.sync.Records;
import io.lockstep.core.Side;
import io.lockstep.core.canonical.CanonicalForms;
import io.lockstep.core.digest.Digester;
import io.lockstep.core.error.ProviderError;
import io.lockstep.core.error.ProviderException;
import io.lockstep.core.field.Reading;
import io.lockstep.core.item.FileLinks;
import io.lockstep.core.item.ItemForm;
import io.lockstep.core.item.ItemForms;
import io.lockstep.core.item.ItemRef;
import io.lockstep.core.item.NoteFooter;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.mapping.ItemMapping;
import io.lockstep.core.mapping.MappingProfile;
import io.lockstep.core.person.PersonView;
import io.lockstep.core.plan.FieldWrite;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The items of one kind of one linked contact, on both sides, opened for one caller.
 *
 * @param contactId HighLevel's id of the contact, with which rewards notes are tagged
 * @param items how this kind travels; owners are those the location knows
 * @param addresses where the copies of files lie, by their keys; for the one write that needs them
 * @param footer the line that a note of that write ends with; "" for none
 * @param mapping the profile, its rules being those of this kind
 */
record ItemBench(
    String contactId,
    ItemMapping items,
    MappingProfile mapping,
    CanonicalForms forms,
    Digester digester,
    HighLevel highLevel,
    Bhn bhn,
    ItemForms shapes,
    Map<Side, Half> halves,
    Map<String, String> addresses,
    String footer)
    implements Records {

  /**
   * One side.
   *
   * @param personId that side's id of the person the items belong to
   */
  record Half(ItemCalls calls, String personId) {}

  /** The same, for a write whose lines of files lead there. */
  ItemBench leadingTo(Map<String, String> copies) {
    return with(copies, footer);
  }

  /** The same, for a write of a note that ends with that line. */
  ItemBench ending(String line) {
    return with(addresses, line);
  }

  private ItemBench with(Map<String, String> copies, String line) {
    return new ItemBench(
        contactId, items, mapping, forms, digester, highLevel, bhn, shapes, halves, copies, line);
  }

  /**
   * All items of that side, oldest first where it dates them. One call, at BHN one per 500.
   *
   * @throws io.lockstep.core.error.ProviderException GONE when the person is
   */
  List<PersonView> list(Side side) {
    Half half = half(side);
    return half.calls().list(half.personId()).stream()
        .sorted(Comparator.comparing(ItemBench::madeAt)) // stable: undated ones keep their order
        .map(shapes.of(side)::read)
        .toList();
  }

  private static String madeAt(Map<String, Object> item) {
    return String.valueOf(item.getOrDefault("dateAdded", item.getOrDefault("createdAt", "")));
  }

  /**
   * What that create made, where the side knows it by the request's id; perhaps under an id that is
   * none. One call at BHN.
   */
  Optional<PersonView> madeBy(Side side, String requestId) {
    Half half = half(side);
    return half.calls().madeBy(half.personId(), requestId).map(shapes.of(side)::read);
  }

  /**
   * Makes an item, answers it as stored. One call.
   *
   * @throws ProviderException REFUSED, where it was made under an id that is none
   */
  PersonView create(Side side, List<FieldWrite> writes, String requestId) {
    Half half = half(side);
    ItemForm shape = shapes.of(side);
    PersonView made =
        shape.read(
            fitting(
                writes,
                whole ->
                    half.calls()
                        .create(half.personId(), shape.createBody(whole, requestId, contactId))));
    if (!ItemRef.isId(made.id())) {
      throw new ProviderException(nameless(made));
    }
    return made;
  }

  /** What that side shows of these writes beside their rules. */
  Map<String, Reading> shownBeside(Side side, List<FieldWrite> writes) {
    return shapes.of(side).shownBeside(writes);
  }

  /** What a person is told of an item that was made under an id that is none. */
  static ProviderError nameless(PersonView made) {
    return new ProviderError(
        made.side(),
        "create-item",
        200,
        null,
        ProviderError.Kind.REFUSED,
        Duration.ZERO,
        null,
        null,
        "it was made, under %s, which is no id: one has up to 64 letters, digits, _ and -; look there before you retry, or skip"
            .formatted(ItemRef.shown(made.id())));
  }

  /** The files of rewards notes. */
  BhnFiles files() {
    return bhn.files();
  }

  @Override
  public Optional<PersonView> read(Side side, String id) {
    Half half = half(side);
    return half.calls().one(half.personId(), id).map(shapes.of(side)::read);
  }

  @Override
  public PersonView update(
      Side side, String id, List<FieldWrite> writes, @Nullable String version) {
    Half half = half(side);
    ItemForm shape = shapes.of(side);
    return shape.read(
        fitting(
            writes,
            whole -> half.calls().update(half.personId(), id, shape.updateBody(whole, version))));
  }

  @Override
  public void delete(Side side, String id, @Nullable String version) {
    Half half = half(side);
    if (version == null) {
      half.calls().delete(half.personId(), id);
    } else {
      half.calls().delete(half.personId(), id, version);
    }
  }

  /** That side's id of the person. */
  String personId(Side side) {
    return half(side).personId();
  }

  /**
   * Makes that write. A footer is no part of a note: where the text is refused with it, perhaps
   * since it is over the limit by that line, it goes without.
   */
  private <T> T fitting(List<FieldWrite> writes, Function<List<FieldWrite>, T> write) {
    try {
      return write.apply(whole(writes, footer));
    } catch (ProviderException failure) {
      ProviderError error = failure.error();
      boolean ofTheText =
          mapping
              .rule(FieldRule.NOTE_BODY)
              .filter(rule -> Fields.isNamed(error, error.provider(), rule))
              .isPresent();
      if (footer.isEmpty() || error.kind() != ProviderError.Kind.REFUSED || !ofTheText) {
        throw failure;
      }
      return write.apply(whole(writes, ""));
    }
  }

  /** As the note is to stand there: with what no reading of it shows. */
  private List<FieldWrite> whole(List<FieldWrite> writes, String line) {
    return writes.stream()
        .map(write -> write.field().equals(FieldRule.NOTE_BODY) ? whole(write, line) : write)
        .toList();
  }

  private FieldWrite whole(FieldWrite body, String line) {
    return body.with(
        body.values().stream()
            .map(text -> NoteFooter.append(FileLinks.leadingTo(addresses, text), line))
            .toList());
  }

  private Half half(Side side) {
    return Objects.requireNonNull(halves.get(side));
  }
}
