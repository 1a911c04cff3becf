namespace Salon.Data;

/// <summary>A row that belongs to one organization. Its key is (OrganizationId, Id), so every reference to it carries the tenant.</summary>
public interface ITenantRow
{
    OrganizationId OrganizationId { get; }
}
