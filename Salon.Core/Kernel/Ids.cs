namespace Salon.Kernel;

/// <summary>An identifier that cannot be swapped with the identifier of something else.</summary>
/// <remarks>Values are UUID version 7 (RFC 9562 §5.7): they sort by the time of their making, which keeps indexes compact.</remarks>
public interface IEntityId<TSelf> where TSelf : struct, IEntityId<TSelf>
{
    Guid Value { get; }

    static abstract TSelf From(Guid value);
}

/// <summary>The tenant: a business.</summary>
public readonly record struct OrganizationId(Guid Value) : IEntityId<OrganizationId>
{
    public static OrganizationId New() => new(Guid.CreateVersion7());
    public static OrganizationId From(Guid value) => new(value);
    public override string ToString() => Value.ToString();
}

/// <summary>A place the organization works from.</summary>
public readonly record struct BranchId(Guid Value) : IEntityId<BranchId>
{
    public static BranchId New() => new(Guid.CreateVersion7());
    public static BranchId From(Guid value) => new(value);
    public override string ToString() => Value.ToString();
}

/// <summary>A heading of the menu.</summary>
public readonly record struct CategoryId(Guid Value) : IEntityId<CategoryId>
{
    public static CategoryId New() => new(Guid.CreateVersion7());
    public static CategoryId From(Guid value) => new(value);
    public override string ToString() => Value.ToString();
}

/// <summary>Something on the menu.</summary>
public readonly record struct ServiceId(Guid Value) : IEntityId<ServiceId>
{
    public static ServiceId New() => new(Guid.CreateVersion7());
    public static ServiceId From(Guid value) => new(value);
    public override string ToString() => Value.ToString();
}

/// <summary>A person who performs services.</summary>
public readonly record struct StaffId(Guid Value) : IEntityId<StaffId>
{
    public static StaffId New() => new(Guid.CreateVersion7());
    public static StaffId From(Guid value) => new(value);
    public override string ToString() => Value.ToString();
}

/// <summary>A room, chair or device.</summary>
public readonly record struct ResourceId(Guid Value) : IEntityId<ResourceId>
{
    public static ResourceId New() => new(Guid.CreateVersion7());
    public static ResourceId From(Guid value) => new(value);
    public override string ToString() => Value.ToString();
}

/// <summary>A person who signs in, known across organizations.</summary>
public readonly record struct UserId(Guid Value) : IEntityId<UserId>
{
    public static UserId New() => new(Guid.CreateVersion7());
    public static UserId From(Guid value) => new(value);
    public override string ToString() => Value.ToString();
}

/// <summary>A person as one organization knows her.</summary>
public readonly record struct ContactId(Guid Value) : IEntityId<ContactId>
{
    public static ContactId New() => new(Guid.CreateVersion7());
    public static ContactId From(Guid value) => new(value);
    public override string ToString() => Value.ToString();
}

/// <summary>One visit.</summary>
public readonly record struct BookingId(Guid Value) : IEntityId<BookingId>
{
    public static BookingId New() => new(Guid.CreateVersion7());
    public static BookingId From(Guid value) => new(value);
    public override string ToString() => Value.ToString();
}

/// <summary>A row that needs an identifier but is never referred to by another type.</summary>
public readonly record struct RowId(Guid Value) : IEntityId<RowId>
{
    public static RowId New() => new(Guid.CreateVersion7());
    public static RowId From(Guid value) => new(value);
    public override string ToString() => Value.ToString();
}

/// <summary>What a resource is an example of: colour chair, wash basin, treatment room.</summary>
public readonly record struct ResourceTypeId(Guid Value) : IEntityId<ResourceTypeId>
{
    public static ResourceTypeId New() => new(Guid.CreateVersion7());
    public static ResourceTypeId From(Guid value) => new(value);
    public override string ToString() => Value.ToString();
}

/// <summary>One signed-in browser or app.</summary>
public readonly record struct SessionId(Guid Value) : IEntityId<SessionId>
{
    public static SessionId New() => new(Guid.CreateVersion7());
    public static SessionId From(Guid value) => new(value);
    public override string ToString() => Value.ToString();
}

/// <summary>A message waiting to be handled; providers receive it as idempotency key.</summary>
public readonly record struct OutboxMessageId(Guid Value) : IEntityId<OutboxMessageId>
{
    public static OutboxMessageId New() => new(Guid.CreateVersion7());
    public static OutboxMessageId From(Guid value) => new(value);
    public override string ToString() => Value.ToString();
}

/// <summary>What a customer wrote about one visit.</summary>
public readonly record struct ReviewId(Guid Value) : IEntityId<ReviewId>
{
    public static ReviewId New() => new(Guid.CreateVersion7());
    public static ReviewId From(Guid value) => new(value);
    public override string ToString() => Value.ToString();
}

/// <summary>Somebody waiting for a time.</summary>
public readonly record struct WaitId(Guid Value) : IEntityId<WaitId>
{
    public static WaitId New() => new(Guid.CreateVersion7());
    public static WaitId From(Guid value) => new(value);
    public override string ToString() => Value.ToString();
}

/// <summary>A time that is kept for somebody who waits.</summary>
public readonly record struct OfferId(Guid Value) : IEntityId<OfferId>
{
    public static OfferId New() => new(Guid.CreateVersion7());
    public static OfferId From(Guid value) => new(value);
    public override string ToString() => Value.ToString();
}

/// <summary>Several people's visits that belong together.</summary>
public readonly record struct GroupId(Guid Value) : IEntityId<GroupId>
{
    public static GroupId New() => new(Guid.CreateVersion7());
    public static GroupId From(Guid value) => new(value);
    public override string ToString() => Value.ToString();
}

/// <summary>What a customer is asked to pay for a visit, with all its tries.</summary>
public readonly record struct PaymentId(Guid Value) : IEntityId<PaymentId>
{
    public static PaymentId New() => new(Guid.CreateVersion7());
    public static PaymentId From(Guid value) => new(value);
    public override string ToString() => Value.ToString();
}

/// <summary>One moment at the counter: everything that was handed over for a visit at once.</summary>
public readonly record struct CheckoutId(Guid Value) : IEntityId<CheckoutId>
{
    public static CheckoutId New() => new(Guid.CreateVersion7());
    public static CheckoutId From(Guid value) => new(value);
    public override string ToString() => Value.ToString();
}

/// <summary>One try to pay. Sent to the provider as the payment's own id (<c>given_id</c>), so the same try never charges twice.</summary>
public readonly record struct AttemptId(Guid Value) : IEntityId<AttemptId>
{
    public static AttemptId New() => new(Guid.NewGuid()); // version 4, as Moyasar asks for
    public static AttemptId From(Guid value) => new(value);
    public override string ToString() => Value.ToString();
}

/// <summary>Money on its way back.</summary>
public readonly record struct RefundId(Guid Value) : IEntityId<RefundId>
{
    public static RefundId New() => new(Guid.CreateVersion7());
    public static RefundId From(Guid value) => new(value);
    public override string ToString() => Value.ToString();
}

/// <summary>A tax document: an invoice or a credit note.</summary>
public readonly record struct InvoiceId(Guid Value) : IEntityId<InvoiceId>
{
    public static InvoiceId New() => new(Guid.CreateVersion7());
    public static InvoiceId From(Guid value) => new(value);
    public override string ToString() => Value.ToString();
}
