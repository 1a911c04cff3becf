namespace Salon.Web.Components.BackOffice;

/// <summary>What a page of the back office shows of itself.</summary>
public enum Access
{
    Loading,
    Open,
    /// <summary>Signed in, but her role does not include this page.</summary>
    Forbidden,
    /// <summary>She works there, and the operator of the platform has suspended it.</summary>
    Suspended,
    /// <summary>There is no such salon or thing.</summary>
    Missing,
}

/// <summary>The organization a page works in.</summary>
public sealed record Shop(OrganizationId Id, string Slug, LocalizedText Name);
